// SPDX-License-Identifier: MIT
// A journal that keeps what it is told in memory: for tests, and for --data none.
#pragma once

#include "base/rounds.h"
#include "core/journal.h"
#include "store/commit_clock.h"
#include "store/packed_entry.h"
#include "store/ring.h"

#include <deque>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace hubbub::store {

// Five random characters for Journal::epoch().
std::string random_epoch();

class MemoryJournal final : public core::Journal {
  public:
    // most: messages kept of one conversation, and as many events; 0: all.
    MemoryJournal(const Clock& clock, std::string epoch, std::size_t most = 10000);

    void propose(core::Entry&& entry) override;
    bool take(std::vector<core::Outcome>& out) override;
    void read(const core::HistoryQuery& question, Answer answer) override;
    Result<std::vector<core::Record>> records() override;
    Result<core::HistoryPage> room_changes(std::uint64_t after) override;
    void amend(const core::Entry& entry) override;
    void forget(const core::Entry& entry) override;
    void keep(const core::Retention& retention) override { most_ = retention.most_messages; }
    std::string_view epoch() const override { return epoch_; }
    std::uint64_t last_number() const override { return last_number_; }

  private:
    using Entries = Ring<PackedEntry>;
    struct Conversation {
        Entries messages;
        Entries events;
    };

    void commit(core::Entry& entry);
    void change(const core::RecordChange& change);
    void keep(const core::Entry& entry, const std::string& conversation);
    bool is_new(core::Entry& entry);
    PackedEntry* find(const std::string& conversation, const core::Entry& entry);
    static core::HistoryPage answer_to(const core::HistoryQuery& asked,
                                       const Conversation& conversation);
    core::HistoryPage targets(const core::HistoryQuery& query) const;

    CommitClock clock_;
    PatientCalendar calendar_; // by which it is forgotten what was sent
    std::string epoch_;
    std::size_t most_;
    std::uint64_t last_number_ = 0;
    std::vector<core::Outcome> proposed_;
    Rounds<std::pair<core::HistoryQuery, Answer>> questions_;
    std::unordered_map<std::string, Conversation> conversations_;
    std::map<std::pair<std::string, std::string>, std::string> records_; // by shelf and key
    struct Sent {
        std::uint64_t number = 0;
        WallTime time{};
    };
    std::unordered_map<std::string, Sent> sent_; // by sent_key()
    std::deque<std::string> sent_keys_;          // the oldest first
};

} // namespace hubbub::store
