// SPDX-License-Identifier: MIT
// The journal on a disk that fails at each of its operations in turn, fills up, or loses its power.
// What it said is stored must be there, once and in order; what it refused must not be.
#include "store/sqlite_journal.h"
#include "store/wal_checkpointer.h"
#include "tests/support/catch.h"
#include "tests/support/faulty_disk.h"
#include "tests/unit/store/sqlite_place.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

using namespace hubbub;
using namespace hubbub::tests;
using core::Durability;
using core::Outcome;
using store::SqliteJournal;

namespace {

namespace fs = std::filesystem;

constexpr int lines = 6;

struct Told {
    std::string stored;  // "line0 line1 "
    std::string refused; // likewise
};

std::string line(int number)
{
    return "line" + std::to_string(number);
}

// As if the log were long enough.
void copy_the_log(SqlitePlace& place)
{
    auto checkpointer = store::WalCheckpointer::open(place.path, place.checkpoints);
    if (checkpointer) {
        (*checkpointer)->grown_to(store::longest_log);
        place.checkpoints.finish_all();
    }
}

// Says the lines one by one, as far as the journal opens at all, with a checkpoint among them.
Told say_all(SqlitePlace& place, Durability durability)
{
    Told told;
    SqliteJournal::Options options;
    options.durability = durability;
    auto opened = place.open(options);
    if (!opened) {
        CHECK_FALSE(opened.error().sentence.empty());
        return told;
    }
    const std::unique_ptr<SqliteJournal> journal = opened.take();
    for (int i = 0; i < lines; ++i) {
        for (const Outcome& outcome : place.say(*journal, line(i))) {
            (outcome.committed ? told.stored : told.refused) += outcome.entry.text + " ";
            CHECK(outcome.committed == outcome.why_not.empty());
        }
        if (i == lines / 2) {
            copy_the_log(place);
        }
    }
    return told;
}

std::string found_in(SqlitePlace& place)
{
    auto opened = place.open();
    INFO((opened ? std::string("opens") : opened.error().sentence));
    REQUIRE(opened);
    const std::unique_ptr<SqliteJournal> journal = opened.take();
    const std::string found = place.texts(*journal);
    CHECK(place.say(*journal, "after").front().committed); // and it goes on
    CHECK(place.texts(*journal) == found + "after ");
    return found;
}

std::size_t operations_of_a_run(Durability durability)
{
    SqlitePlace place;
    FaultyDisk disk;
    const Told told = say_all(place, durability);
    CHECK(told.refused.empty());
    REQUIRE(disk.operations() > 20);
    return disk.operations();
}

std::string all_lines()
{
    std::string all;
    for (int i = 0; i < lines; ++i) {
        all += line(i) + " ";
    }
    return all;
}

std::string bytes_of(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

TEST_CASE("one operation of the disk fails: what is stored is there once, what is refused is not")
{
    using Fault = FaultyDisk::Fault;
    const std::size_t operations = operations_of_a_run(Durability::disk);
    for (const Fault fault : {Fault::io_error, Fault::full}) {
        for (std::size_t at = 0; at < operations; ++at) {
            INFO("operation " << at);
            SqlitePlace place;
            FaultyDisk disk;
            disk.plan(fault, at);
            const Told told = say_all(place, Durability::disk);
            CHECK(disk.has_failed());
            disk.forget_plan();
            CHECK(found_in(place) == told.stored);
        }
    }
}

TEST_CASE("the disk fails for a while: lines are refused, and stored again when it is well")
{
    using Fault = FaultyDisk::Fault;
    for (const Fault fault : {Fault::io_error, Fault::full}) {
        SqlitePlace place;
        FaultyDisk disk;
        auto journal = place.open().take();
        disk.plan(fault, 0, 1'000'000);
        const Outcome refused = place.say(*journal, "lost").front();
        CHECK_FALSE(refused.committed);
        CHECK_FALSE(refused.why_not.empty());
        CHECK_FALSE(journal->pulse().ails.empty());
        disk.forget_plan();
        CHECK(place.say(*journal, "kept").front().committed);
        CHECK(journal->pulse().ails.empty());
        journal.reset();
        CHECK(found_in(place) == "kept ");
    }
}

TEST_CASE("power is lost at any moment: with durability disk, what was acknowledged is there")
{
    using Survive = FaultyDisk::Survive;
    const std::size_t operations = operations_of_a_run(Durability::disk);
    for (const Survive survive : {Survive::none, Survive::all, Survive::some}) {
        for (std::size_t at = 0; at < operations; ++at) {
            INFO("operation " << at << ", survivors " << static_cast<int>(survive));
            SqlitePlace place;
            FaultyDisk disk;
            disk.plan(FaultyDisk::Fault::power_loss, at);
            const Told told = say_all(place, Durability::disk);
            CHECK(disk.has_failed());
            disk.power_returns(survive, static_cast<unsigned>(at));
            const std::string found = found_in(place);
            CHECK(found.starts_with(told.stored));
            CHECK(all_lines().starts_with(found)); // a line that was on its way may be there, too
        }
    }
}

TEST_CASE("power is lost at any moment: with durability process, the first lines are there")
{
    const std::size_t operations = operations_of_a_run(Durability::process);
    for (std::size_t at = 0; at < operations; ++at) {
        INFO("operation " << at);
        SqlitePlace place;
        FaultyDisk disk;
        disk.plan(FaultyDisk::Fault::power_loss, at);
        say_all(place, Durability::process);
        CHECK(disk.has_failed());
        disk.power_returns(FaultyDisk::Survive::some, static_cast<unsigned>(at));
        CHECK(all_lines().starts_with(found_in(place)));
    }
}

TEST_CASE("a torn write-ahead log is read as far as it is whole")
{
    SqlitePlace place;
    auto journal = place.open().take();
    for (int i = 0; i < lines; ++i) {
        CHECK(place.say(*journal, line(i)).front().committed);
    }
    const std::string database = bytes_of(place.path); // as a kill would leave them
    const std::string log = bytes_of(place.path + "-wal");
    REQUIRE(log.size() > 10'000);
    journal.reset();

    std::string longest;
    for (std::size_t at = 0; at <= log.size(); at += 1021) {
        for (const bool garbled : {false, true}) {
            INFO("byte " << at << (garbled ? " garbled" : " cut"));
            SqlitePlace torn;
            std::string rest = garbled ? log : log.substr(0, at);
            if (garbled && at < log.size()) {
                rest[at] = static_cast<char>(rest[at] ^ 0x5a);
            }
            std::ofstream(torn.path, std::ios::binary) << database;
            std::ofstream(torn.path + "-wal", std::ios::binary) << rest;
            fs::permissions(torn.path, fs::perms(0600));
            const std::string found = found_in(torn);
            CHECK(all_lines().starts_with(found));
            longest = std::max(longest, found);
        }
    }
    CHECK_FALSE(longest.empty());
}
