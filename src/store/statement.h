// SPDX-License-Identifier: MIT
// SQLite, owned: a database handle, and a statement that is prepared once and used many times.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace hubbub::store {

struct DatabaseCloser {
    void operator()(sqlite3* database) const noexcept;
};
using Database = std::unique_ptr<sqlite3, DatabaseCloser>;

Result<Database> open_database(const std::string& path);
Result<void> execute(sqlite3* database, const char* sql);
Error last_error(sqlite3* database, std::string_view doing);

class Statement {
  public:
    Statement() = default;
    Statement(sqlite3* database, std::string_view sql); // ready() is false when sql is wrong

    bool ready() const { return statement_ != nullptr; }

    // Texts are not copied: they must live until reset(). Places count from 1.
    Statement& bind(int place, std::string_view text);
    Statement& bind(int place, std::int64_t number);

    enum class Step { row, done, failed };
    Step step();
    // One that gives no rows: steps to the end and resets.
    bool run();
    void reset();

    std::int64_t number(int column) const;
    std::string_view text(int column) const; // until the next step

  private:
    struct Finalizer {
        void operator()(sqlite3_stmt* statement) const noexcept;
    };
    std::unique_ptr<sqlite3_stmt, Finalizer> statement_;
};

} // namespace hubbub::store
