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

    Result<core::HistoryPage> answer(const core::HistoryQuery& query);

    // The statement for a walk, for those who want to see its plan.
    static std::string sql_of(const Walk& walk, core::HistoryQuery::Events events);

  private:
    explicit SqliteReader(Database database) : database_(std::move(database)) {}
    Result<core::HistoryPage> walk(std::int64_t conversation, const Walk& walk,
                                   core::HistoryQuery::Events events);

    Database database_;
};

} // namespace hubbub::store
