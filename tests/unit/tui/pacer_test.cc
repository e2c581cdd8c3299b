// SPDX-License-Identifier: MIT
#include "tui/pacer.h"

#include "tests/support/catch.h"

using namespace hubbub;

TEST_CASE("few pictures are drawn at once, and many at 30 a second")
{
    tui::Pacer pacer;
    Instant now = Instant{} + std::chrono::hours(1);
    int drawn = 0;
    const auto draw_when_due = [&] {
        if (pacer.wait(now) == Millis::zero()) {
            pacer.note_drawn(now);
            ++drawn;
        }
    };
    draw_when_due();
    CHECK(drawn == 1);
    for (int i = 0; i < 1000; ++i) { // a second of a flood
        now += Millis(1);
        draw_when_due();
    }
    CHECK(drawn >= 30);
    CHECK(drawn <= 37);
    const Millis wait = pacer.wait(now);
    CHECK(wait > Millis::zero());
    now += wait;
    CHECK(pacer.wait(now) == Millis::zero());
}
