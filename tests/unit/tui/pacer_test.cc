// SPDX-License-Identifier: MIT
#include "tui/pacer.h"

#include "tests/support/catch.h"

using namespace hubbub;

TEST_CASE("few pictures are drawn at once, many at 30 a second, and a key never waits")
{
    tui::Pacer pacer;
    Instant now = Instant{} + std::chrono::hours(1);
    CHECK(pacer.wait(now) == Millis::zero());
    int drawn = 0;
    for (int i = 0; i < 1000; ++i) { // a second of a flood
        now += Millis(1);
        drawn += pacer.wait(now) == Millis::zero() ? 1 : 0;
    }
    CHECK(drawn >= 30);
    CHECK(drawn <= 40);
    CHECK(pacer.wait(now) > Millis::zero());
    pacer.hurry();
    CHECK(pacer.wait(now) == Millis::zero());
}
