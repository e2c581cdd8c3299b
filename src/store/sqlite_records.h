// SPDX-License-Identifier: MIT
// The table of core's records, in the transactions of the writer.
#pragma once

#include "base/result.h"
#include "core/record.h"
#include "store/statement.h"

#include <vector>

namespace hubbub::store {

class SqliteRecords {
  public:
    SqliteRecords() = default;
    explicit SqliteRecords(sqlite3* database);

    // Requires: a transaction is open. False: the database says why.
    bool change(const core::RecordChange& change);
    Result<std::vector<core::Record>> all() const;

  private:
    sqlite3* database_ = nullptr;
    Statement add_;
    Statement put_;
    Statement erase_;
};

} // namespace hubbub::store
