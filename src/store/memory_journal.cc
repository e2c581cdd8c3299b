// SPDX-License-Identifier: MIT
#include "store/memory_journal.h"

#include "base/strings.h"
#include "core/kinds.h"
#include "core/resend.h"
#include "store/page.h"
#include "store/sent_table.h"

#include <sodium.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace hubbub::store {

namespace {

constexpr std::size_t most_remembered = 100'000; // that may be sent again

using core::Entry;
using core::HistoryPage;
using core::HistoryQuery;
using core::Place;

// Before, at or after the place: -1, 0, 1.
int compare(const PackedEntry& entry, const Place& place)
{
    if (const auto* number = std::get_if<std::uint64_t>(&place)) {
        return entry.number() < *number ? -1 : entry.number() > *number ? 1 : 0;
    }
    const WallTime time = std::get<WallTime>(place);
    return entry.time() < time ? -1 : entry.time() > time ? 1 : 0;
}

bool belongs(const PackedEntry& entry, const Walk& walk)
{
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
HistoryPage collect(Iterator begin, Iterator end, const Walk& walk)
{
    HistoryPage page;
    for (Iterator one = begin; one != end && page.size() < walk.limit; ++one) {
        if (belongs(*one, walk)) {
            page.push_back(one->unpacked());
        }
    }
    return page;
}

bool is_target(const HistoryQuery& query, std::string_view conversation)
{
    if (!core::is_direct(conversation)) {
        return std::find(query.rooms.begin(), query.rooms.end(), conversation) != query.rooms.end();
    }
    std::string_view second = conversation;
    const std::string_view first = cut(second, '\n');
    return !query.account.empty() && (query.account == first || query.account == second);
}

HistoryPage walk_through(const Ring<PackedEntry>& entries, const Walk& walk)
{
    if (walk.way == Walk::Way::newer) {
        return collect(entries.begin(), entries.end(), walk);
    }
    HistoryPage page = collect(entries.rbegin(), entries.rend(), walk);
    std::reverse(page.begin(), page.end());
    return page;
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
    : clock_(clock), calendar_(clock), epoch_(std::move(epoch)), most_(most)
{
}

void MemoryJournal::propose(Entry&& entry)
{
    entry.number = ++last_number_;
    proposed_.emplace_back(std::move(entry));
}

bool MemoryJournal::take(std::vector<core::Outcome>& out)
{
    const bool any = !proposed_.empty() || !questions_.empty();
    // First, so that no answer holds what is only now handed out.
    questions_.each([&](auto& asked) {
        const auto& [question, answer] = asked;
        answer(question.form == HistoryQuery::Form::targets
                   ? targets(question)
                   : answer_to(question, conversations_[question.conversation]));
    });
    for (core::Outcome& outcome : proposed_) {
        commit(outcome.entry);
    }
    if (out.empty()) {
        out.swap(proposed_); // which then has the room of what it gave before
    } else {
        std::move(proposed_.begin(), proposed_.end(), std::back_inserter(out));
        proposed_.clear();
    }
    return any;
}

void MemoryJournal::commit(Entry& entry)
{
    entry.time = clock_.next();
    if (!entry.once.empty() && !is_new(entry)) {
        return;
    }
    for (const core::RecordChange& one : entry.records) {
        change(one);
    }
    for_each_conversation(entry,
                          [&](const std::string& conversation) { keep(entry, conversation); });
}

// Whether it is to be said for the first time. If not, it is made to say so.
bool MemoryJournal::is_new(Entry& entry)
{
    const WallTime today = calendar_.today();
    while (!sent_keys_.empty() && (sent_keys_.size() > most_remembered ||
                                   sent_[sent_keys_.front()].time + core::resend_memory < today)) {
        sent_.erase(sent_keys_.front());
        sent_keys_.pop_front();
    }
    const std::string key = sent_key(entry);
    const auto found = sent_.find(key);
    if (found == sent_.end()) {
        if (entry.sending != Entry::Sending::first) {
            return false;
        }
        sent_[key] = {entry.number, entry.time};
        sent_keys_.push_back(key);
        return true;
    }
    entry.sending = Entry::Sending::again;
    entry.number = found->second.number;
    entry.time = found->second.time;
    return false;
}

void MemoryJournal::keep(const Entry& entry, const std::string& conversation)
{
    Conversation& all = conversations_[conversation];
    Entries& kept = core::is_message(entry.kind) ? all.messages : all.events;
    kept.add(entry, most_);
}

HistoryPage MemoryJournal::answer_to(const HistoryQuery& asked, const Conversation& conversation)
{
    const auto nearest = [&](bool after, WallTime time) {
        std::optional<std::uint64_t> found;
        for (const Entries* entries : {&conversation.messages, &conversation.events}) {
            for (const PackedEntry& one : *entries) {
                const bool fits = after ? one.time() >= time : one.time() <= time;
                if (fits && (!found || (one.number() < *found) == after)) {
                    found = one.number();
                }
            }
        }
        return found;
    };
    const HistoryQuery query = in_numbers(
        asked, [&](WallTime time) { return nearest(true, time); },
        [&](WallTime time) { return nearest(false, time); });
    HistoryPage answer;
    for (const Walk& walk : walks_of(query)) {
        HistoryPage page = walk_through(conversation.messages, walk);
        if (query.events == HistoryQuery::Events::everything) {
            page = merge(std::move(page), walk_through(conversation.events, walk), walk);
        }
        std::move(page.begin(), page.end(), std::back_inserter(answer));
    }
    return answer;
}

HistoryPage MemoryJournal::targets(const HistoryQuery& query) const
{
    HistoryPage newest;
    for (const auto& [name, conversation] : conversations_) {
        if (!is_target(query, name)) {
            continue;
        }
        const auto found =
            std::find_if(conversation.messages.rbegin(), conversation.messages.rend(),
                         [&](const PackedEntry& one) { return one.number() <= query.seen; });
        if (found != conversation.messages.rend()) {
            newest.push_back(found->unpacked());
            newest.back().conversation = name;
        }
    }
    return choose_targets(std::move(newest), query);
}

// Null when it is too old to be kept.
PackedEntry* MemoryJournal::find(const std::string& conversation, const Entry& entry)
{
    Conversation& all = conversations_[conversation];
    Entries& kept = core::is_message(entry.kind) ? all.messages : all.events;
    const auto found = std::lower_bound(
        kept.begin(), kept.end(), entry.number,
        [](const PackedEntry& one, std::uint64_t number) { return one.number() < number; });
    if (found == kept.end() || found->number() != entry.number) {
        return nullptr;
    }
    return &kept[static_cast<std::size_t>(found - kept.begin())];
}

void MemoryJournal::amend(const Entry& entry)
{
    for_each_conversation(entry, [&](const std::string& conversation) {
        if (PackedEntry* kept = find(conversation, entry)) {
            *kept = entry;
        }
    });
}

void MemoryJournal::forget(const Entry& entry)
{
    for_each_conversation(entry, [&](const std::string& conversation) {
        if (find(conversation, entry) == nullptr) {
            return;
        }
        Conversation& all = conversations_[conversation];
        Entries& kept = core::is_message(entry.kind) ? all.messages : all.events;
        kept.erase_if([&](const PackedEntry& one) { return one.number() == entry.number; });
    });
}

Result<HistoryPage> MemoryJournal::room_changes(std::uint64_t after)
{
    HistoryPage changes;
    for (const auto& [name, conversation] : conversations_) {
        for (const PackedEntry& entry : conversation.events) {
            if (entry.number() > after && core::changes_room(entry.kind())) {
                changes.push_back(entry.unpacked());
            }
        }
    }
    std::sort(changes.begin(), changes.end(),
              [](const Entry& a, const Entry& b) { return a.number < b.number; });
    return changes;
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
    questions_.add({question, std::move(answer)});
}

} // namespace hubbub::store
