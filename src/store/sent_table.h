// SPDX-License-Identifier: MIT
// The messages that may be sent again, so that they are not said again: their keys, for a day.
// core/resend.h.
#pragma once

#include "base/clock.h"
#include "core/entry.h"
#include "store/statement.h"

#include <cstddef>
#include <optional>
#include <string>

namespace hubbub::store {

// Of who sent it, to whom, and what it says: who gives one id to two messages loses neither.
// Requires: entry.once.
std::string sent_key(const core::Entry& entry);

class SentTable {
  public:
    SentTable() = default;
    explicit SentTable(sqlite3* database);

    enum class Noted {
        fresh,  // to be stored: the key is noted, with the entry's number and time
        known,  // nothing to store; if it was said before, the entry now says when
        failed, // the database says why
    };
    // Requires: a transaction is open; entry.once.
    Noted note(core::Entry& entry);

    // Forgets a little of what is older than a day, or too much. Short.
    void prune(WallTime now);

  private:
    sqlite3* database_ = nullptr;
    Statement find_;
    Statement add_;
    Statement oldest_;
    Statement forget_;
    std::optional<std::size_t> count_; // as far as anybody has looked
    WallTime next_look_{};             // nothing is too old before that
};

} // namespace hubbub::store
