// SPDX-License-Identifier: MIT
#include "store/memory_journal.h"

#include "store/page.h"

#include <sodium.h>

#include <algorithm>
#include <utility>

namespace hubbub::store {

namespace {

using core::Entry;
using core::HistoryPage;
using core::HistoryQuery;
using core::Place;

// Before, at or after the place: -1, 0, 1.
int compare(const Entry& entry, const Place& place)
{
    if (const auto* number = std::get_if<std::uint64_t>(&place)) {
        return entry.number < *number ? -1 : entry.number > *number ? 1 : 0;
    }
    const WallTime time = std::get<WallTime>(place);
    return entry.time < time ? -1 : entry.time > time ? 1 : 0;
}

bool belongs(const Entry& entry, const Walk& walk, HistoryQuery::Events events)
{
    if (events == HistoryQuery::Events::messages_only && !is_message(entry.kind)) {
        return false;
    }
    const int onwards = walk.way == Walk::Way::newer ? 1 : -1;
    if (walk.from) {
        const int place = compare(entry, *walk.from);
        if (place != onwards && !(place == 0 && walk.with_from)) {
            return false;
        }
    }
    return !walk.to || compare(entry, *walk.to) == -onwards;
}

template <typename Iterator>
HistoryPage collect(Iterator begin, Iterator end, const Walk& walk, HistoryQuery::Events events)
{
    HistoryPage page;
    for (Iterator one = begin; one != end && page.size() < walk.limit; ++one) {
        if (belongs(*one, walk, events)) {
            page.push_back(*one);
        }
    }
    return page;
}

HistoryPage answer_to(const HistoryQuery& query, const std::deque<Entry>& entries)
{
    HistoryPage answer;
    for (const Walk& walk : walks_of(query)) {
        HistoryPage page = walk.way == Walk::Way::newer
                               ? collect(entries.begin(), entries.end(), walk, query.events)
                               : collect(entries.rbegin(), entries.rend(), walk, query.events);
        if (walk.way == Walk::Way::older) {
            std::reverse(page.begin(), page.end());
        }
        std::move(page.begin(), page.end(), std::back_inserter(answer));
    }
    return answer;
}

} // namespace

std::string random_epoch()
{
    constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    std::string epoch;
    for (std::size_t i = 0; i < 5; ++i) {
        epoch += alphabet[randombytes_uniform(static_cast<std::uint32_t>(alphabet.size()))];
    }
    return epoch;
}

MemoryJournal::MemoryJournal(const Clock& clock, std::string epoch, std::size_t most)
    : clock_(clock), epoch_(std::move(epoch)), most_(most)
{
}

void MemoryJournal::propose(Entry entry)
{
    entry.number = ++last_number_;
    proposed_.push_back(std::move(entry));
}

bool MemoryJournal::take(std::vector<core::Outcome>& out)
{
    const bool any = !proposed_.empty() || !questions_.empty();
    // First, so that no answer holds what is only now handed out.
    for (auto& [question, answer] : std::exchange(questions_, {})) {
        answer(answer_to(question, conversations_[question.conversation]));
    }
    for (Entry& entry : std::exchange(proposed_, {})) {
        entry.time = clock_.next();
        for (const core::RecordChange& one : entry.records) {
            change(one);
        }
        if (!entry.conversation.empty()) {
            std::deque<Entry>& kept = conversations_[entry.conversation];
            kept.push_back(entry);
            if (most_ != 0 && kept.size() > most_) {
                kept.pop_front();
            }
        }
        out.push_back({std::move(entry), true, {}});
    }
    return any;
}

void MemoryJournal::change(const core::RecordChange& change)
{
    using enum core::RecordChange::How;
    const auto& [shelf, key, value] = change.record;
    switch (change.how) {
    case add:
        records_.try_emplace({shelf, key}, value);
        break;
    case put:
        records_.insert_or_assign({shelf, key}, value);
        break;
    case erase:
        records_.erase({shelf, key});
        break;
    }
}

Result<std::vector<core::Record>> MemoryJournal::records()
{
    std::vector<core::Record> all;
    for (const auto& [place, value] : records_) {
        all.push_back({place.first, place.second, value});
    }
    return all;
}

void MemoryJournal::read(const HistoryQuery& question, Answer answer)
{
    questions_.emplace_back(question, std::move(answer));
}

} // namespace hubbub::store
