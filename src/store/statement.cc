// SPDX-License-Identifier: MIT
#include "store/statement.h"

#include "base/strings.h"

#include <sqlite3.h>

namespace hubbub::store {

void DatabaseCloser::operator()(sqlite3* database) const noexcept
{
    sqlite3_close_v2(database);
}

Error last_error(sqlite3* database, std::string_view doing)
{
    return Error{concat({"cannot ", doing, ": ", sqlite3_errmsg(database)})};
}

Result<Database> open_database(const std::string& path)
{
    sqlite3* raw = nullptr;
    const int status =
        sqlite3_open_v2(path.c_str(), &raw,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database(raw);
    if (status != SQLITE_OK) {
        return last_error(raw, concat({"open ", path}));
    }
    sqlite3_busy_timeout(raw, 1000);
    // No files beside its own: there may be no descriptor for one, and no right to make it.
    if (Result<void> set = execute(raw, "PRAGMA temp_store = MEMORY"); !set) {
        return set.error();
    }
    return database;
}

Result<void> execute(sqlite3* database, const char* sql)
{
    if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
        return last_error(database, "use the database");
    }
    return {};
}

void Statement::Finalizer::operator()(sqlite3_stmt* statement) const noexcept
{
    sqlite3_finalize(statement);
}

Statement::Statement(sqlite3* database, std::string_view sql)
{
    sqlite3_stmt* raw = nullptr;
    sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()),
                       SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    statement_.reset(raw);
}

Statement& Statement::bind(int place, std::string_view text)
{
    sqlite3_bind_text(statement_.get(), place, text.data(), static_cast<int>(text.size()), nullptr);
    return *this;
}

Statement& Statement::bind(int place, std::int64_t number)
{
    sqlite3_bind_int64(statement_.get(), place, number);
    return *this;
}

Statement::Step Statement::step()
{
    switch (sqlite3_step(statement_.get())) {
    case SQLITE_ROW:
        return Step::row;
    case SQLITE_DONE:
        return Step::done;
    default:
        return Step::failed;
    }
}

bool Statement::run()
{
    const Step last = step();
    reset();
    return last == Step::done;
}

void Statement::reset()
{
    sqlite3_reset(statement_.get());
}

std::int64_t Statement::number(int column) const
{
    return sqlite3_column_int64(statement_.get(), column);
}

std::string_view Statement::text(int column) const
{
    const auto* bytes = sqlite3_column_text(statement_.get(), column);
    const int size = sqlite3_column_bytes(statement_.get(), column);
    return bytes == nullptr ? std::string_view{}
                            : std::string_view(reinterpret_cast<const char*>(bytes),
                                               static_cast<std::size_t>(size));
}

} // namespace hubbub::store
