// SPDX-License-Identifier: MIT
#include "base/clock.h"

#include "tests/support/catch.h"
#include "tests/support/fake_clock.h"

#include <chrono>

using namespace hubbub;
using namespace std::chrono_literals;

TEST_CASE("the patient calendar follows the wall clock, and runs ahead twice as fast at most")
{
    tests::FakeClock clock;
    PatientCalendar calendar(clock);
    clock.advance(1h);
    CHECK(calendar.today() == clock.wall());
    const WallTime right = clock.wall();
    clock.set_wall(right + 10h);
    CHECK(calendar.today() == right);
    clock.advance(1h);
    CHECK(calendar.today() == right + 2h);
    clock.advance(1h);
    CHECK(calendar.today() == right + 4h);
    clock.advance(8h); // caught up: it was no mistake
    CHECK(calendar.today() == clock.wall());
    clock.set_wall(right); // and back at once
    CHECK(calendar.today() == right);
}
