// SPDX-License-Identifier: MIT
#include "store/page.h"

#include "base/ensure.h"

namespace hubbub::store {

namespace {

using core::HistoryQuery;
using core::Place;
using Form = HistoryQuery::Form;

// Requires: both are of the same type.
bool is_before(const Place& a, const Place& b)
{
    return a < b;
}

Walk between(const HistoryQuery& query)
{
    const bool backwards =
        query.from->index() == query.to->index() && is_before(*query.to, *query.from);
    return {backwards ? Walk::Way::older : Walk::Way::newer, query.from, query.to, false,
            query.limit};
}

} // namespace

std::vector<Walk> walks_of(const HistoryQuery& query)
{
    HUBBUB_ENSURE(query.form == Form::latest || query.from);
    HUBBUB_ENSURE(query.form != Form::between || query.to);
    switch (query.form) {
    case Form::latest:
        return {{Walk::Way::older, std::nullopt, query.from, false, query.limit}};
    case Form::before:
        return {{Walk::Way::older, query.from, std::nullopt, false, query.limit}};
    case Form::after:
        return {{Walk::Way::newer, query.from, std::nullopt, false, query.limit}};
    case Form::around:
        return {{Walk::Way::older, query.from, std::nullopt, false, query.limit / 2},
                {Walk::Way::newer, query.from, std::nullopt, true, query.limit - query.limit / 2}};
    case Form::between:
        return {between(query)};
    }
    return {};
}

bool is_message(core::Kind kind)
{
    return kind == core::Kind::privmsg || kind == core::Kind::notice;
}

} // namespace hubbub::store
