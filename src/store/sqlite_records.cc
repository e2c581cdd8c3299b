// SPDX-License-Identifier: MIT
#include "store/sqlite_records.h"

namespace hubbub::store {

SqliteRecords::SqliteRecords(sqlite3* database)
    : database_(database), add_(database, "INSERT OR IGNORE INTO record VALUES (?1, ?2, ?3)"),
      put_(database, "INSERT OR REPLACE INTO record VALUES (?1, ?2, ?3)"),
      erase_(database, "DELETE FROM record WHERE shelf = ?1 AND key = ?2")
{
}

bool SqliteRecords::change(const core::RecordChange& change)
{
    using enum core::RecordChange::How;
    const core::Record& record = change.record;
    if (change.how == erase) {
        return erase_.bind(1, record.shelf).bind(2, record.key).run();
    }
    Statement& write = change.how == add ? add_ : put_;
    return write.bind(1, record.shelf).bind(2, record.key).bind(3, record.value).run();
}

Result<std::vector<core::Record>> SqliteRecords::all() const
{
    std::vector<core::Record> records;
    Statement every(database_, "SELECT shelf, key, value FROM record ORDER BY shelf, key");
    while (true) {
        const Statement::Step step = every.step();
        if (step == Statement::Step::failed) {
            return last_error(database_, "read the database");
        }
        if (step == Statement::Step::done) {
            return records;
        }
        records.push_back(
            {std::string(every.text(0)), std::string(every.text(1)), std::string(every.text(2))});
    }
}

} // namespace hubbub::store
