// SPDX-License-Identifier: MIT
// Whether the machine has slept: its connections may be dead, and nobody has said so.
#pragma once

#include "base/clock.h"

#include <chrono>
#include <utility>

namespace hubbub::tui {

class SleepWatch {
  public:
    explicit SleepWatch(const Clock& clock) : clock_(clock), asleep_(asleep()) {}

    // For how long since it was last asked; zero: not at all, or for no time worth speaking of.
    Millis slept()
    {
        const Millis before = std::exchange(asleep_, asleep());
        return asleep_ - before < worth_speaking_of ? Millis::zero() : asleep_ - before;
    }

  private:
    static constexpr Millis worth_speaking_of = std::chrono::seconds(1);

    Millis asleep() const { return clock_.with_sleep() - clock_.now(); }

    const Clock& clock_;
    Millis asleep_;
};

} // namespace hubbub::tui
