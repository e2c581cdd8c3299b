// SPDX-License-Identifier: MIT
// What runs off the loop, and how its end comes back to it.
#include "net/loop.h"
#include "net/worker.h"
#include "tests/support/catch.h"
#include "tests/support/turn_until.h"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <latch>
#include <string>

using namespace hubbub::net;
using namespace std::chrono_literals;
using hubbub::tests::turn_until;

TEST_CASE("the worker works in order, and its answers come on the loop")
{
    Loop loop;
    std::string order;
    int done = 0;
    {
        Worker worker(loop);
        for (int i = 0; i < 5; ++i) {
            worker.run([&order, i] { order += std::to_string(i); }, [&done] { ++done; });
        }
        turn_until(loop, [&] { return done == 5; });
        worker.run([&order] { order += "last"; }, [] {});
    }
    CHECK(order == "01234last");
}

TEST_CASE("a patient worker gives way, and nobody else with it")
{
    Loop loop;
    const auto niceness_of = [&](Worker::Urgency urgency) {
        Worker worker(loop, urgency);
        int niceness = 0;
        worker.run([&] { niceness = getpriority(PRIO_PROCESS, 0); }, [] {}, 10s);
        return niceness;
    };
    const int ours = getpriority(PRIO_PROCESS, 0);
    CHECK(niceness_of(Worker::Urgency::patient) == std::min(ours + 10, 19));
    CHECK(niceness_of(Worker::Urgency::prompt) == ours);
    CHECK(getpriority(PRIO_PROCESS, 0) == ours);
}

TEST_CASE("what the worker has done within the patience needs no turn of the loop")
{
    Loop loop;
    Worker worker(loop, Worker::Urgency::patient);
    int worked = 0;
    int done = 0;
    const auto work = [&] { ++worked; };
    const auto after = [&] { ++done; };
    for (int i = 1; i <= 100; ++i) {
        worker.run(work, after, 10s);
        REQUIRE(worked == i);
        REQUIRE(done == i);
    }
    loop.run_once(Loop::Wait::not_at_all);
    CHECK(done == 100); // and not again
}

TEST_CASE("what the worker has not done within the patience comes on the loop")
{
    Loop loop;
    Worker worker(loop);
    std::latch may_end(1);
    int done = 0;
    worker.run([&] { may_end.wait(); }, [&] { done += 1; }, 1ms);
    CHECK(done == 0);
    worker.run([] {}, [&] { done += 10; }, 1ms); // behind the other
    CHECK(done == 0);
    may_end.count_down();
    turn_until(loop, [&] { return done == 11; });
}
