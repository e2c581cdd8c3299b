// SPDX-License-Identifier: MIT
// A journal whose store fails while the test wants it to: what must be stored then comes back
// refused, and what need not be is committed.
#pragma once

#include "core/journal.h"

#include <cstdint>
#include <map>
#include <memory>
#include <utility>

namespace hubbub::tests {

class FlakyJournal final : public core::Journal {
  public:
    explicit FlakyJournal(std::unique_ptr<core::Journal> behind) : behind_(std::move(behind)) {}

    void break_down() { broken_ = true; }
    void recover() { broken_ = false; }

    void propose(core::Entry entry) override
    {
        const bool lost = broken_ && entry.is_durable();
        if (lost) {
            kept_[behind_->last_number() + 1] = entry.records;
            entry.records.clear();
            entry.conversation.clear(); // keeps its place in the order, and is not kept
            entry.also_in.clear();
            entry.once.clear();
        }
        behind_->propose(std::move(entry));
    }

    bool take(std::vector<core::Outcome>& out) override
    {
        const std::size_t before = out.size();
        const bool any = behind_->take(out);
        for (std::size_t i = before; i < out.size(); ++i) {
            if (const auto lost = kept_.extract(out[i].entry.number)) {
                out[i].entry.records = lost.mapped();
                out[i].committed = false;
                out[i].why_not = "the disk is full";
            }
        }
        return any;
    }

    void read(const core::HistoryQuery& question, Answer answer) override
    {
        behind_->read(question, std::move(answer));
    }
    Result<std::vector<core::Record>> records() override { return behind_->records(); }
    Result<core::HistoryPage> room_changes(std::uint64_t after) override
    {
        return behind_->room_changes(after);
    }
    void amend(const core::Entry& entry) override { behind_->amend(entry); }
    void forget(const core::Entry& entry) override { behind_->forget(entry); }
    std::string_view epoch() const override { return behind_->epoch(); }
    std::uint64_t last_number() const override { return behind_->last_number(); }

  private:
    std::unique_ptr<core::Journal> behind_;
    bool broken_ = false;
    std::map<std::uint64_t, core::RecordChanges> kept_; // of the lost, by number
};

} // namespace hubbub::tests
