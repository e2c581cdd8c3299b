// SPDX-License-Identifier: MIT
// What is particular to the journal on SQLite: files, restarts, failures.
#include "store/commit_patience.h"
#include "store/sqlite_journal.h"
#include "store/sqlite_reader.h"
#include "tests/support/catch.h"
#include "tests/support/copy_of.h"
#include "tests/unit/store/sqlite_place.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

using namespace hubbub;
using namespace hubbub::tests;
using core::Entry;
using core::Outcome;
using store::SqliteJournal;

namespace {

std::string bytes_of(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

TEST_CASE("what was stored is there after a restart, and no number comes twice")
{
    SqlitePlace place;
    auto journal = place.open().take();
    const std::string epoch(journal->epoch());
    const std::uint64_t number = place.say(*journal, "one").front().entry.number;
    const WallTime time = place.say(*journal, "two").front().entry.time;
    journal.reset();

    place.clock.set_wall(time - std::chrono::hours(1));
    journal = place.open().take();
    CHECK(journal->epoch() == epoch);
    CHECK(place.texts(*journal) == "one two ");
    const Outcome three = place.say(*journal, "three").front();
    CHECK(three.entry.number > number + 1);
    CHECK(three.entry.time > time);
}

TEST_CASE("what was proposed and not yet written is written at the end")
{
    SqlitePlace place;
    auto journal = place.open().take();
    Entry entry;
    entry.conversation = "#hub";
    entry.text = "last";
    journal->propose(copy_of(entry));
    journal.reset();
    journal = place.open().take();
    CHECK(place.texts(*journal) == "last ");
}

TEST_CASE("records are there after a restart, and so are those proposed last")
{
    SqlitePlace place;
    auto journal = place.open().take();
    Entry entry;
    entry.records = {{core::RecordChange::How::add, {"account", "alice", "a\nvalue"}}};
    journal->propose(copy_of(entry));
    journal.reset();
    journal = place.open().take();
    const Result<std::vector<core::Record>> records = journal->records();
    REQUIRE(records);
    REQUIRE(records->size() == 1);
    CHECK(records->front().shelf == "account");
    CHECK(records->front().key == "alice");
    CHECK(records->front().value == "a\nvalue");
}

TEST_CASE("volatile entries wait for nothing but those ahead of them that must be stored")
{
    SqlitePlace place;
    auto journal = place.open().take();
    journal->propose(Entry{});
    std::vector<Outcome> out;
    journal->take(out);
    CHECK(out.size() == 1);
    Entry durable;
    durable.conversation = "#hub";
    journal->propose(copy_of(durable));
    journal->propose(Entry{});
    journal->take(out);
    CHECK(out.size() == 1);
    place.writer.finish_all();
    journal->take(out);
    CHECK(out.size() == 3);
}

TEST_CASE("one transaction takes whatever has queued")
{
    SqlitePlace place;
    auto journal = place.open().take();
    Entry entry;
    entry.conversation = "#hub";
    journal->propose(copy_of(entry));
    std::vector<Outcome> out;
    journal->take(out);
    for (int i = 0; i < 10; ++i) {
        journal->propose(copy_of(entry));
    }
    journal->take(out);
    CHECK(out.empty());
    place.writer.finish_all();
    journal->take(out);
    CHECK(out.size() == 1);
    place.writer.finish_all();
    journal->take(out);
    CHECK(out.size() == 11);
}

TEST_CASE("a small commit that is over within the patience is handed out at once")
{
    SqlitePlace place;
    auto journal = place.open().take();
    Entry entry;
    entry.conversation = "#hub";
    std::vector<Outcome> out;
    const auto say = [&](std::size_t times) {
        for (std::size_t i = 0; i < times; ++i) {
            journal->propose(copy_of(entry));
        }
        journal->take(out);
    };
    place.writer.quick = true;
    say(1);
    CHECK(out.size() == 1);
    CHECK(place.writer.waited_for == 1);

    say(store::CommitPatience::small + 1); // is written while the loop goes on
    CHECK(out.size() == 1);
    CHECK(place.writer.waited_for == 1);
    place.writer.finish_all();
    journal->take(out);
    CHECK(out.size() == store::CommitPatience::small + 2);

    place.writer.quick = false;
    say(1); // is waited for in vain
    CHECK(place.writer.waited_for == 2);
    place.writer.finish_all();
    say(1); // and the next one is not
    CHECK(place.writer.waited_for == 2);
    place.writer.finish_all();
    journal->take(out);
    CHECK(out.size() == store::CommitPatience::small + 4);
    for (std::size_t i = 1; i < out.size(); ++i) {
        REQUIRE(out[i].entry.number == out[i - 1].entry.number + 1);
    }
}

TEST_CASE("while commits take their time, ever more of them are not waited for")
{
    store::CommitPatience patience;
    const auto skipped = [&] {
        std::size_t count = 0;
        while (patience.next(1) == Micros::zero()) {
            ++count;
        }
        return count;
    };
    CHECK(patience.next(0) == Micros::zero());
    CHECK(patience.next(store::CommitPatience::small) == store::CommitPatience::longest);
    CHECK(patience.next(store::CommitPatience::small + 1) == Micros::zero());
    for (const std::size_t expected : {0U, 1U, 3U, 7U, 15U}) {
        CHECK(skipped() == expected);
        patience.note(false);
    }
    for (int i = 0; i < 20; ++i) {
        patience.note(false);
    }
    CHECK(skipped() == 1023);
    patience.note(true);
    CHECK(skipped() == 0);
}

TEST_CASE("a store that fails refuses what must be stored, and recovers by itself")
{
    SqlitePlace place;
    auto journal = place.open().take();
    place.say(*journal, "before");
    sqlite3* other = nullptr;
    REQUIRE(sqlite3_open(place.path.c_str(), &other) == SQLITE_OK);
    REQUIRE(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);

    const Outcome refused = place.say(*journal, "refused").front();
    CHECK_FALSE(refused.committed);
    CHECK(refused.why_not.find("locked") != std::string::npos);

    sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr);
    sqlite3_close(other);
    CHECK(place.say(*journal, "after").front().committed);
    CHECK(place.texts(*journal) == "before after ");
}

TEST_CASE("its pulse tells what waits and for how long, and what transactions were like")
{
    SqlitePlace place;
    auto journal = place.open().take();
    CHECK(journal->pulse().waiting == 0);
    Entry entry;
    entry.conversation = "#hub";
    entry.text = std::string(1000, 'x');
    std::vector<Outcome> out;
    journal->propose(copy_of(entry));
    journal->take(out);
    place.clock.advance(std::chrono::milliseconds(20));
    journal->propose(copy_of(entry));
    journal->propose(copy_of(entry));
    place.clock.advance(std::chrono::milliseconds(5));
    CHECK(journal->pulse().waiting == 3);
    CHECK(journal->pulse().bytes_waiting > 3000);
    CHECK(journal->pulse().lag == std::chrono::milliseconds(25));

    place.writer.finish_all();
    journal->take(out);
    CHECK(journal->pulse().waiting == 2);
    CHECK(journal->pulse().lag == std::chrono::milliseconds(5));
    place.writer.finish_all();
    journal->take(out);
    CHECK(journal->pulse().waiting == 0);
    CHECK(journal->pulse().bytes_waiting == 0);
    CHECK(journal->pulse().lag == Micros::zero());
    CHECK(journal->pulse().commit.count() == 2);
    CHECK(journal->pulse().batch.sum() == 3);
}

TEST_CASE("a store that fails says so, and finds out by itself that it works again")
{
    SqlitePlace place;
    auto journal = place.open().take();
    sqlite3* other = nullptr;
    REQUIRE(sqlite3_open(place.path.c_str(), &other) == SQLITE_OK);
    REQUIRE(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
    place.say(*journal, "refused");
    CHECK(journal->pulse().failures == 1);
    CHECK(journal->pulse().ails.find("locked") != std::string::npos);

    const auto probe = [&] {
        std::vector<Outcome> out;
        journal->probe();
        journal->take(out);
        place.writer.finish_all();
        journal->take(out);
        CHECK(out.empty());
    };
    probe();
    CHECK(journal->pulse().failures == 2);
    CHECK_FALSE(journal->pulse().ails.empty());

    sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr);
    sqlite3_close(other);
    probe();
    CHECK(journal->pulse().ails.empty());
    journal->probe(); // has nothing to find out
    std::vector<Outcome> out;
    journal->take(out);
    CHECK_FALSE(place.writer.has_jobs());
}

TEST_CASE("another program's database is refused, though something of it is unfinished")
{
    SqlitePlace place;
    sqlite3* other = nullptr;
    REQUIRE(sqlite3_open(place.path.c_str(), &other) == SQLITE_OK);
    REQUIRE(sqlite3_exec(other, "CREATE TABLE t (a); INSERT INTO t VALUES (1)", nullptr, nullptr,
                         nullptr) == SQLITE_OK);
    sqlite3_close(other);
    std::ofstream(place.path + "-journal") << "something";
    const auto opened = place.open();
    REQUIRE_FALSE(opened);
    CHECK(opened.error().sentence.find("is not a hubbub database") != std::string::npos);
    CHECK(opened.error().sentence.find(place.path) != std::string::npos);
}

TEST_CASE("a file that is not ours is refused in one sentence and not touched")
{
    SqlitePlace place;
    const std::string foreign(4096, 'x');
    std::ofstream(place.path, std::ios::binary) << foreign;
    const auto opened = place.open();
    REQUIRE_FALSE(opened);
    CHECK(opened.error().sentence.find("is not a hubbub database") != std::string::npos);
    CHECK(bytes_of(place.path) == foreign);
}

TEST_CASE("somebody else's SQLite database is refused and not touched")
{
    SqlitePlace place;
    sqlite3* other = nullptr;
    REQUIRE(sqlite3_open(place.path.c_str(), &other) == SQLITE_OK);
    sqlite3_exec(other, "CREATE TABLE theirs (x)", nullptr, nullptr, nullptr);
    sqlite3_close(other);
    const std::string before = bytes_of(place.path);
    const auto opened = place.open();
    REQUIRE_FALSE(opened);
    CHECK(bytes_of(place.path) == before);
}

TEST_CASE("a database of a newer hubbub is refused and not touched")
{
    SqlitePlace place;
    place.open().take().reset();
    sqlite3* ours = nullptr;
    REQUIRE(sqlite3_open(place.path.c_str(), &ours) == SQLITE_OK);
    sqlite3_exec(ours, "PRAGMA journal_mode = DELETE; PRAGMA user_version = 99", nullptr, nullptr,
                 nullptr);
    sqlite3_close(ours);
    const std::string before = bytes_of(place.path);
    const auto opened = place.open();
    REQUIRE_FALSE(opened);
    CHECK(opened.error().sentence.find("newer hubbub") != std::string::npos);
    CHECK(bytes_of(place.path) == before);
}

TEST_CASE("two servers on one database get one clear sentence")
{
    SqlitePlace place;
    const auto first = place.open().take();
    const auto second = place.open();
    REQUIRE_FALSE(second);
    CHECK(second.error().sentence.find("in use by another hubbubd") != std::string::npos);
}

TEST_CASE("the database is its owner's alone")
{
    SqlitePlace place;
    const auto journal = place.open().take();
    struct stat status {};
    REQUIRE(stat(place.path.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("a database of an older hubbub is brought up to date, and nothing of it is lost")
{
    SqlitePlace place;
    {
        const auto journal = place.open().take();
        place.say(*journal, "one");
        place.say(*journal, "two");
    }
    sqlite3* older = nullptr;
    REQUIRE(sqlite3_open(place.path.c_str(), &older) == SQLITE_OK);
    CHECK(sqlite3_exec(older,
                       "CREATE INDEX entry_by_time ON entry (conversation, time);"
                       "CREATE INDEX event_by_time ON event (conversation, time);"
                       "PRAGMA user_version = 4",
                       nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(older);

    const auto journal = place.open().take();
    place.say(*journal, "three");
    CHECK(place.texts(*journal) == "one two three ");
    REQUIRE(sqlite3_open(place.path.c_str(), &older) == SQLITE_OK);
    {
        store::Statement left(older, "SELECT count(*) FROM sqlite_master WHERE name LIKE "
                                     "'%_by_time'");
        REQUIRE(left.step() == store::Statement::Step::row);
        CHECK(left.number(0) == 0);
    }
    sqlite3_close(older);
}

TEST_CASE("no question scans the table or sorts")
{
    SqlitePlace place;
    place.open().take().reset();
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(place.path.c_str(), &database) == SQLITE_OK);
    const core::Place number = std::uint64_t{5};
    for (const std::optional<core::Place>& from : {std::optional<core::Place>{}, {number}}) {
        for (const auto way : {store::Walk::Way::older, store::Walk::Way::newer}) {
            const store::Walk walk{way, from, std::nullopt, false, 10};
            using Table = store::SqliteReader::Table;
            for (const Table table : {Table::messages, Table::events}) {
                const std::string sql =
                    "EXPLAIN QUERY PLAN " + store::SqliteReader::sql_of(walk, table);
                store::Statement plan(database, sql);
                while (plan.step() == store::Statement::Step::row) {
                    const std::string step(plan.text(3));
                    CAPTURE(sql, step);
                    CHECK(step.starts_with(table == Table::messages ? "SEARCH entry"
                                                                    : "SEARCH event"));
                }
            }
        }
    }
    sqlite3_close(database);
}

TEST_CASE("comings and goings wait for no disk, and are in the history that is asked for next")
{
    SqlitePlace place;
    auto journal = place.open().take();
    Entry join;
    join.kind = core::Kind::join;
    join.conversation = "#hub";
    journal->propose(copy_of(join));
    std::vector<Outcome> out;
    journal->take(out);
    CHECK(out.size() == 1); // nothing was written yet
    journal->propose(copy_of(join));
    journal->take(out);
    CHECK(out.size() == 2); // nor does it wait for the first one

    core::HistoryQuery query;
    query.conversation = "#hub";
    query.events = core::HistoryQuery::Events::everything;
    std::size_t found = 0;
    journal->read(query, [&](Result<core::HistoryPage> page) { found = page->size(); });
    for (int i = 0; i < 4; ++i) {
        place.reader.finish_all();
        place.writer.finish_all();
        journal->take(out);
    }
    CHECK(found == 2);
    for (int i = 0; i < 2; ++i) {
        journal->propose(copy_of(join));
        journal->take(out);
    }
    place.writer.finish_all(); // the first of the two
    journal.reset();           // and the other at the end
    journal = place.open().take();
    journal->read(query, [&](Result<core::HistoryPage> page) { found = page->size(); });
    for (int i = 0; i < 2; ++i) {
        journal->take(out);
        place.reader.finish_all();
    }
    journal->take(out);
    CHECK(found == 4);
}
