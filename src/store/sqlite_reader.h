// SPDX-License-Identifier: MIT
// The reading side of SqliteJournal, on a connection of its own.
#pragma once

#include "base/result.h"
#include "core/history.h"
#include "store/page.h"
#include "store/statement.h"

#include <memory>
#include <string>

namespace hubbub::store {

class SqliteReader {
  public:
    static Result<std::shared_ptr<SqliteReader>> open(const std::string& path);

    Result<core::HistoryPage> answer(const core::HistoryQuery& asked);

    Result<core::HistoryPage> room_changes(std::uint64_t after);

    // The statement for a walk from number to number through a table, for those who want to see its
    // plan.
    enum class Table { messages, events };
    static std::string sql_of(const Walk& walk, Table table);

  private:
    explicit SqliteReader(Database database) : database_(std::move(database)) {}
    Result<core::HistoryPage> walk(std::int64_t conversation, const Walk& walk, Table table);
    Result<core::HistoryPage> collect(Statement& rows);
    // The number of the last entry before the time, in one table or in both; 0: there is none.
    std::uint64_t before(std::int64_t conversation, Table table, WallTime time);
    std::uint64_t before(std::int64_t conversation, WallTime time);
    Result<core::HistoryPage> targets(const core::HistoryQuery& query);
    // Appends the newest message of the conversation, if there is one. False: the database says
    // why.
    bool add_newest(const core::HistoryQuery& query, Statement& found, core::HistoryPage& page);

    Database database_;
};

} // namespace hubbub::store
