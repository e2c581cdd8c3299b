// SPDX-License-Identifier: MIT
// How the write-ahead log of a journal on SQLite is kept short, beside the commits.
#include "base/diag.h"
#include "store/wal_checkpointer.h"
#include "tests/support/catch.h"
#include "tests/support/faulty_disk.h"
#include "tests/unit/store/sqlite_place.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace hubbub;
using namespace hubbub::tests;
using store::WalCheckpointer;

namespace {

std::uintmax_t log_bytes(const SqlitePlace& place)
{
    return std::filesystem::file_size(place.path + "-wal");
}

// Some 25 pages of the log.
void say_much(SqlitePlace& place, core::Journal& journal)
{
    REQUIRE(place.say(journal, std::string(100'000, 'x')).front().committed);
}

void say_until_due(SqlitePlace& place, core::Journal& journal)
{
    for (int i = 0; !place.checkpoints.has_jobs(); ++i) {
        REQUIRE(i < 100);
        say_much(place, journal);
    }
}

// What the operator reads meanwhile.
class Told {
  public:
    Told() { diag::set_sink(note); }
    ~Told() { diag::set_sink(nullptr); }
    Told(const Told&) = delete;
    Told& operator=(const Told&) = delete;
    static std::vector<std::string> take() { return std::exchange(lines(), {}); }

  private:
    static std::vector<std::string>& lines()
    {
        static std::vector<std::string> all;
        return all;
    }
    static void note(diag::Level, std::string_view line) { lines().emplace_back(line); }
};

} // namespace

TEST_CASE("a thousand pages of the log are copied beside the commits, and it begins anew")
{
    SqlitePlace place;
    auto journal = place.open().take();
    say_until_due(place, *journal);
    const std::uintmax_t longest = log_bytes(place);
    CHECK(longest > 4'000'000);
    CHECK(longest < 4'500'000);
    say_much(place, *journal); // goes on while the other is at it
    place.checkpoints.finish_all();
    CHECK_FALSE(place.checkpoints.has_jobs());
    say_much(place, *journal); // what it did not see is not due yet, but keeps the log from its end
    CHECK_FALSE(place.checkpoints.has_jobs());
    say_until_due(place, *journal);
    place.checkpoints.finish_all(); // of all there is, this time
    const std::uintmax_t copied = log_bytes(place);
    for (int i = 0; i < 30; ++i) {
        say_much(place, *journal);
    }
    CHECK_FALSE(place.checkpoints.has_jobs());
    CHECK(log_bytes(place) == copied);
    say_until_due(place, *journal); // counted from the new beginning
}

TEST_CASE("a log that nobody copies in time is copied by who writes")
{
    SqlitePlace place;
    auto journal = place.open().take();
    for (int i = 0; i < 1000; ++i) { // 100 MB
        say_much(place, *journal);
    }
    const std::uintmax_t limit = (store::longest_log + 100) * (4096 + 24);
    CHECK(log_bytes(place) <= limit);
    CHECK(log_bytes(place) > limit * 9 / 10);
}

TEST_CASE("a checkpoint that fails is told once, loses nothing and is tried again")
{
    const Told told;
    SqlitePlace place;
    FaultyDisk disk;
    auto journal = place.open().take();
    for (int round = 0; round < 2; ++round) {
        say_until_due(place, *journal);
        disk.plan(FaultyDisk::Fault::io_error, 0, 1'000'000);
        place.checkpoints.finish_all();
        CHECK(disk.has_failed());
        disk.forget_plan();
    }
    const std::vector<std::string> once = Told::take();
    REQUIRE(once.size() == 1);
    CHECK(once.front() == "cannot copy the log into the database: disk I/O error: it grows until "
                          "that works");
    place.say(*journal, "kept");
    say_until_due(place, *journal);
    place.checkpoints.finish_all();
    CHECK(Told::take() ==
          std::vector<std::string>{"the log is being copied into the database again"});
    CHECK(place.texts(*journal).find(" kept ") != std::string::npos);
}

TEST_CASE("a journal may end while its checkpoint is on its way")
{
    SqlitePlace place;
    auto journal = place.open().take();
    place.say(*journal, "first");
    say_until_due(place, *journal);
    journal.reset();
    place.checkpoints.finish_all();
    journal = place.open().take();
    CHECK(place.texts(*journal).starts_with("first "));
}
