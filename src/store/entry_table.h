// SPDX-License-Identifier: MIT
// One of the two tables of history, messages and events, which have one shape: writing and
// forgetting. Used by the writer alone; store/sqlite_reader.h reads.
#pragma once

#include "base/clock.h"
#include "core/entry.h"
#include "store/statement.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace hubbub::store {

class EntryTable {
  public:
    EntryTable() = default;
    EntryTable(sqlite3* database, std::string_view name);

    // Requires: a transaction is open. False: the database says why.
    bool insert(std::int64_t conversation, const core::Entry& entry);
    bool amend(std::int64_t conversation, const core::Entry& entry);
    bool forget(std::int64_t conversation, const core::Entry& entry);

    struct Limits {
        std::size_t most = 0; // 0: no limit
        std::optional<WallTime> oldest;
    };
    // How many a conversation has here, as far as anybody has looked: nobody does at the start,
    // when there may be millions, and then nobody counts them all.
    struct Count {
        std::optional<std::size_t> known;
        bool at_least = false; // there may be more

        void grow() { known = known ? std::optional(*known + 1) : known; }
    };
    // Forgets a little of what is too old or too much, and tells how many that were.
    std::size_t prune(std::int64_t conversation, Count& count, const Limits& limits);

  private:
    std::size_t count(std::int64_t conversation, std::size_t at_most);

    sqlite3* database_ = nullptr;
    Statement insert_;
    Statement amend_;
    Statement forget_;
    Statement forget_first_;
    Statement forget_old_;
    Statement count_;
};

} // namespace hubbub::store
