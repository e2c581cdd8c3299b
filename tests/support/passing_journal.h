// SPDX-License-Identifier: MIT
// A journal that passes everything on to another: what stands in front of one overrides what it
// does otherwise.
#pragma once

#include "core/journal.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace hubbub::tests {

class PassingJournal : public core::Journal {
  public:
    // behind outlives this.
    explicit PassingJournal(core::Journal& behind) : behind_(behind) {}
    explicit PassingJournal(std::unique_ptr<core::Journal> behind)
        : owned_(std::move(behind)), behind_(*owned_)
    {
    }

    void propose(core::Entry&& entry) override { behind_.propose(std::move(entry)); }
    bool take(std::vector<core::Outcome>& out) override { return behind_.take(out); }
    void read(const core::HistoryQuery& question, Answer answer) override
    {
        behind_.read(question, std::move(answer));
    }
    Result<std::vector<core::Record>> records() override { return behind_.records(); }
    Result<core::HistoryPage> room_changes(std::uint64_t after) override
    {
        return behind_.room_changes(after);
    }
    void amend(const core::Entry& entry) override { behind_.amend(entry); }
    void forget(const core::Entry& entry) override { behind_.forget(entry); }
    void keep(const core::Retention& retention) override { behind_.keep(retention); }
    std::string_view epoch() const override { return behind_.epoch(); }
    std::uint64_t last_number() const override { return behind_.last_number(); }
    std::size_t backlog() const override { return behind_.backlog(); }
    core::JournalPulse pulse() const override { return behind_.pulse(); }

  protected:
    core::Journal& behind() { return behind_; }

  private:
    std::unique_ptr<core::Journal> owned_;
    core::Journal& behind_;
};

} // namespace hubbub::tests
