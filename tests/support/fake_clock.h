// SPDX-License-Identifier: MIT
// The only clock of the tests: it stands still until it is moved.
#pragma once

#include "base/clock.h"

namespace hubbub::tests {

class FakeClock final : public Clock {
  public:
    Instant now() const override { return now_; }
    WallTime wall() const override { return wall_; }
    Instant with_sleep() const override { return now_ + slept_; }

    void advance(Millis time)
    {
        now_ += time;
        wall_ += time;
    }
    void sleep(Millis time) // as a machine does
    {
        slept_ += time;
        wall_ += time;
    }
    void set_wall(WallTime wall) { wall_ = wall; }

  private:
    Instant now_{std::chrono::hours(1)};
    Millis slept_{};
    WallTime wall_{std::chrono::milliseconds(1'700'000'000'000)}; // 2023-11-14T22:13:20Z
};

} // namespace hubbub::tests
