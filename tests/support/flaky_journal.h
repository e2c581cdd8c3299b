// SPDX-License-Identifier: MIT
// A journal whose store fails while the test wants it to: what must be stored then comes back
// refused, and what need not be is committed.
#pragma once

#include "tests/support/passing_journal.h"

#include <cstdint>
#include <map>
#include <utility>

namespace hubbub::tests {

class FlakyJournal final : public PassingJournal {
  public:
    using PassingJournal::PassingJournal;

    void break_down() { broken_ = true; }
    void recover() { broken_ = false; }

    void propose(core::Entry&& entry) override
    {
        const bool lost = broken_ && entry.is_durable();
        if (lost) {
            kept_[behind().last_number() + 1] = entry.records;
            entry.records.clear();
            entry.conversation.clear(); // keeps its place in the order, and is not kept
            entry.also_in.clear();
            entry.once.clear();
        }
        behind().propose(std::move(entry));
    }

    bool take(std::vector<core::Outcome>& out) override
    {
        const std::size_t before = out.size();
        const bool any = behind().take(out);
        for (std::size_t i = before; i < out.size(); ++i) {
            if (const auto lost = kept_.extract(out[i].entry.number)) {
                out[i].entry.records = lost.mapped();
                out[i].committed = false;
                out[i].why_not = "the disk is full";
            }
        }
        return any;
    }

  private:
    bool broken_ = false;
    std::map<std::uint64_t, core::RecordChanges> kept_; // of the lost, by number
};

} // namespace hubbub::tests
