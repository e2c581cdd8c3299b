// SPDX-License-Identifier: MIT
#include "store/schema.h"

#include "base/strings.h"

#include <array>
#include <cstdint>
#include <fstream>
#include <string_view>

namespace hubbub::store {

namespace {

constexpr std::uint32_t application_id = 0x68756262; // "hubb"

// Each brings a database from the version of its place to the next.
constexpr std::array<const char*, 5> migrations = {
    R"sql(
    CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
    CREATE TABLE conversation (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    CREATE TABLE entry (
        conversation INTEGER NOT NULL,
        number INTEGER NOT NULL,
        time INTEGER NOT NULL,     -- milliseconds since 1970 UTC
        kind INTEGER NOT NULL,     -- core/entry.h
        source TEXT NOT NULL,
        account TEXT NOT NULL,
        target TEXT NOT NULL,
        subject TEXT NOT NULL,
        text TEXT NOT NULL,
        tags TEXT NOT NULL,
        PRIMARY KEY (conversation, number)
    ) WITHOUT ROWID;
    CREATE INDEX entry_by_time ON entry (conversation, time);
    )sql",
    R"sql(
    CREATE TABLE record (
        shelf TEXT NOT NULL, -- core/record.h
        key TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (shelf, key)
    ) WITHOUT ROWID;
    )sql",
    // Events apart from messages, so that those who want messages alone never walk over them, and
    // each is counted by itself. What changes rooms is found again at the start (core/kinds.h).
    // And for each account, whom it has spoken with.
    R"sql(
    CREATE TABLE event (
        conversation INTEGER NOT NULL,
        number INTEGER NOT NULL,   -- the same in each conversation that the event belongs to
        time INTEGER NOT NULL,
        kind INTEGER NOT NULL,
        source TEXT NOT NULL,
        account TEXT NOT NULL,
        target TEXT NOT NULL,
        subject TEXT NOT NULL,
        text TEXT NOT NULL,
        tags TEXT NOT NULL,
        PRIMARY KEY (conversation, number)
    ) WITHOUT ROWID;
    CREATE INDEX event_by_time ON event (conversation, time);
    CREATE INDEX event_of_room ON event (number) WHERE kind >= 14 AND kind < 20;
    CREATE TABLE party (
        account TEXT NOT NULL,
        conversation INTEGER NOT NULL,
        PRIMARY KEY (account, conversation)
    ) WITHOUT ROWID;
    INSERT OR IGNORE INTO party SELECT substr(name, 1, instr(name, char(10)) - 1), id
        FROM conversation WHERE instr(name, char(10)) > 0;
    INSERT OR IGNORE INTO party SELECT substr(name, instr(name, char(10)) + 1), id
        FROM conversation WHERE instr(name, char(10)) > 0;
    )sql",
    // What may be sent again and is not said again (core/resend.h).
    R"sql(
    CREATE TABLE sent (
        number INTEGER PRIMARY KEY,
        time INTEGER NOT NULL,
        key TEXT NOT NULL UNIQUE -- store/sent_table.h
    );
    )sql",
    // In a conversation times grow with the numbers: a time is found among these by halving
    // (SqliteReader), and each commit has a page less to write.
    R"sql(
    DROP INDEX entry_by_time;
    DROP INDEX event_by_time;
    )sql",
};

// The header of the file format, sqlite.org/fileformat.html section 1.3.
constexpr std::size_t header_size = 100;
constexpr std::size_t version_place = 60;
constexpr std::size_t application_place = 68;

std::uint32_t big_endian(const std::array<char, header_size>& header, std::size_t place)
{
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        number = (number << 8U) | static_cast<unsigned char>(header[place + i]);
    }
    return number;
}

Error not_ours(const std::string& path)
{
    return Error{concat({path, " is not a hubbub database: move it away, or choose another "
                               "directory with --data"})};
}

std::int64_t number_of(sqlite3* database, std::string_view query)
{
    Statement statement(database, query);
    return statement.step() == Statement::Step::row ? statement.number(0) : 0;
}

// A first start that was cut short: SQLite takes back what it began.
bool has_unfinished_work(const std::string& path)
{
    std::ifstream file(path + "-journal", std::ios::binary | std::ios::ate);
    return file && file.tellg() > 0;
}

} // namespace

Result<void> check_file(const std::string& path)
{
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file || file.tellg() == 0) {
        return {};
    }
    std::array<char, header_size> header{};
    file.seekg(0);
    file.read(header.data(), header.size());
    constexpr std::string_view magic{"SQLite format 3\0", 16};
    if (!file || std::string_view(header.data(), magic.size()) != magic ||
        big_endian(header, application_place) != application_id) {
        return has_unfinished_work(path) ? Result<void>{} : not_ours(path);
    }
    if (big_endian(header, version_place) > migrations.size()) {
        return Error{concat({path, " was written by a newer hubbub: use that version, or choose "
                                   "another directory with --data"})};
    }
    return {};
}

// In the ordinary journal mode, so that the header of the file itself tells whose it is from the
// first moment on; the write-ahead log comes after.
Result<void> prepare_schema(sqlite3* database)
{
    const bool ours = number_of(database, "PRAGMA application_id") == application_id;
    if (!ours && number_of(database, "SELECT count(*) FROM sqlite_master") != 0) {
        return not_ours("the file");
    }
    const auto version = static_cast<std::size_t>(number_of(database, "PRAGMA user_version"));
    for (std::size_t step = version; step < migrations.size(); ++step) {
        const std::string sql = concat(
            {"BEGIN IMMEDIATE; PRAGMA application_id = ", std::to_string(application_id), ";",
             migrations[step], "PRAGMA user_version = ", std::to_string(step + 1), "; COMMIT;"});
        if (Result<void> done = execute(database, sql.c_str()); !done) {
            return done;
        }
    }
    return {};
}

} // namespace hubbub::store
