// SPDX-License-Identifier: MIT
#include "daemon/turn_watch.h"

#include "base/diag.h"
#include "tests/support/catch.h"
#include "tests/support/fake_clock.h"

#include <string>
#include <vector>

using namespace hubbub;
using namespace std::chrono_literals;
using daemon::TurnWatch;
using Phase = TurnWatch::Phase;

namespace {

std::vector<std::string> logged;

struct Log {
    Log()
    {
        logged.clear();
        diag::set_level(diag::Level::info);
        diag::set_sink([](diag::Level, std::string_view line) { logged.emplace_back(line); });
    }
    ~Log() { diag::set_sink(nullptr); }
};

struct Turns {
    Log log;
    tests::FakeClock clock;
    TurnWatch watch{clock};

    void turn(Millis reading, Millis settling, Millis writing, const TurnWatch::Work& work)
    {
        watch.begin();
        clock.advance(reading);
        watch.enter(Phase::settling);
        clock.advance(settling);
        watch.enter(Phase::writing);
        clock.advance(writing);
        watch.enter(Phase::freeing);
        watch.finish(work);
    }
};

} // namespace

TEST_CASE("a slow turn is logged with its phases and what it did, and others are not")
{
    Turns turns;
    turns.turn(20ms, 20ms, 10ms, {3, 3, 30});
    CHECK(logged.empty());
    turns.turn(2ms, 60ms, 21ms, {43, 4, 5030});
    CHECK(logged == std::vector<std::string>{"a slow turn, 83 ms: reading 2 ms, settling 60 ms, "
                                             "writing 21 ms; 40 lines in, 1 entry, 5000 "
                                             "deliveries"});
    CHECK(turns.watch.slow_turns() == 1);
    CHECK(turns.watch.turns().count() == 2);
    CHECK(turns.watch.turns().largest() == 0.083);
}

TEST_CASE("waiting for something to do is no part of a turn")
{
    Turns turns;
    turns.clock.advance(10s);
    turns.turn(1ms, 0ms, 0ms, {});
    CHECK(logged.empty());
    CHECK(turns.watch.turns().largest() == 0.001);
}

TEST_CASE("a turn in which nothing called back is a turn of no length")
{
    Turns turns;
    turns.watch.enter(Phase::settling);
    turns.watch.finish({});
    CHECK(turns.watch.turns().count() == 1);
    CHECK(turns.watch.turns().sum() == 0);
}

TEST_CASE("one slow turn after the other is told once a second, and the others counted")
{
    Turns turns;
    for (int i = 0; i < 11; ++i) {
        turns.turn(100ms, 0ms, 0ms, {});
    }
    REQUIRE(logged.size() == 2);
    CHECK(logged[1] == "a slow turn, 100 ms: reading 100 ms; 0 lines in, 0 entries, 0 deliveries; "
                       "9 more since the last one told");
    CHECK(turns.watch.slow_turns() == 11);
}
