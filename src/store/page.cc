// SPDX-License-Identifier: MIT
#include "store/page.h"

#include "base/ensure.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace hubbub::store {

namespace {

using core::Entry;
using core::HistoryPage;
using core::HistoryQuery;
using Form = HistoryQuery::Form;

Walk between(const HistoryQuery& query)
{
    return {core::goes_back(query) ? Walk::Way::older : Walk::Way::newer, query.from, query.to,
            false, query.limit};
}

// What was stored after the question comes to those who ask as it happens. Were it part of the page
// and left out again, the page would be too short and its end taken for the beginning of history.
Walk latest(const HistoryQuery& query)
{
    const bool by_time = query.from && std::holds_alternative<WallTime>(*query.from);
    return {Walk::Way::older, by_time ? std::nullopt : std::optional<core::Place>(query.seen + 1),
            query.from, false, query.limit};
}

} // namespace

std::vector<Walk> walks_of(const HistoryQuery& query)
{
    HUBBUB_ENSURE(query.form == Form::latest || query.from);
    HUBBUB_ENSURE(query.form != Form::between || query.to);
    switch (query.form) {
    case Form::latest:
        return {latest(query)};
    case Form::before:
        return {{Walk::Way::older, query.from, std::nullopt, false, query.limit}};
    case Form::after:
        return {{Walk::Way::newer, query.from, std::nullopt, false, query.limit}};
    case Form::around:
        return {{Walk::Way::older, query.from, std::nullopt, false, query.limit / 2},
                {Walk::Way::newer, query.from, std::nullopt, true, query.limit - query.limit / 2}};
    case Form::between:
        return {between(query)};
    case Form::targets:
        break;
    }
    return {};
}

HistoryQuery in_numbers(HistoryQuery query, const NumberAt& first_from, const NumberAt& last_to)
{
    if (query.form != Form::between || query.from->index() == query.to->index()) {
        return query;
    }
    const bool from_time = std::holds_alternative<WallTime>(*query.from);
    core::Place& timed = from_time ? *query.from : *query.to;
    const std::uint64_t number = std::get<std::uint64_t>(from_time ? *query.to : *query.from);
    const WallTime time = std::get<WallTime>(timed);
    const std::uint64_t upper = first_from(time).value_or(core::last_place);
    const std::uint64_t lower = last_to(time).value_or(0);
    const bool forward = from_time ? lower < number : number < upper;
    timed = forward == from_time ? lower : upper;
    return query;
}

HistoryPage choose_targets(HistoryPage newest, const HistoryQuery& query)
{
    WallTime early = std::get<WallTime>(*query.from);
    WallTime late = std::get<WallTime>(*query.to);
    const bool back = late < early;
    if (back) {
        std::swap(early, late);
    }
    std::erase_if(newest, [&](const Entry& one) { return one.time <= early || one.time >= late; });
    std::sort(newest.begin(), newest.end(),
              [](const Entry& a, const Entry& b) { return a.number < b.number; });
    if (newest.size() > query.limit) {
        const auto extra = static_cast<std::ptrdiff_t>(newest.size() - query.limit);
        back ? newest.erase(newest.begin(), newest.begin() + extra)
             : newest.erase(newest.end() - extra, newest.end());
    }
    return newest;
}

HistoryPage merge(HistoryPage messages, HistoryPage events, const Walk& walk)
{
    HistoryPage page;
    page.reserve(messages.size() + events.size());
    std::merge(std::make_move_iterator(messages.begin()), std::make_move_iterator(messages.end()),
               std::make_move_iterator(events.begin()), std::make_move_iterator(events.end()),
               std::back_inserter(page),
               [](const Entry& a, const Entry& b) { return a.number < b.number; });
    if (page.size() > walk.limit) {
        const auto extra = static_cast<std::ptrdiff_t>(page.size() - walk.limit);
        walk.way == Walk::Way::older ? page.erase(page.begin(), page.begin() + extra)
                                     : page.erase(page.end() - extra, page.end());
    }
    return page;
}

} // namespace hubbub::store
