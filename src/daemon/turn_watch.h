// SPDX-License-Identifier: MIT
// How long the loop's turns are, waiting left out; a slow one is logged with what it did, for while
// it lasts nobody is answered.
#pragma once

#include "base/clock.h"
#include "base/histogram.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace hubbub::daemon {

inline constexpr std::array<double, 12> turn_bounds = {.0001, .00025, .0005, .001, .0025, .005,
                                                       .01,   .025,   .05,   .1,   .25,   1};

class TurnWatch {
  public:
    static constexpr Micros slow = std::chrono::milliseconds(50);
    enum class Phase : std::uint8_t { reading, settling, rereading, writing, freeing };
    static constexpr std::size_t phases = 5;
    // Counted since the start of the server.
    struct Work {
        std::uint64_t lines = 0;
        std::uint64_t entries = 0;
        std::uint64_t deliveries = 0;
    };

    explicit TurnWatch(const Clock& clock) : clock_(clock) {}

    // A turn begins, in its first phase; nothing when one has begun already.
    void begin();
    void enter(Phase phase);
    // How long the turn had lasted when its phase began.
    Micros so_far() const { return entered_ - began_; }
    // The turn is over: all that was done until now is given.
    void finish(const Work& work);

    const Histogram& turns() const { return turns_; } // in seconds
    std::uint64_t slow_turns() const { return slow_turns_; }

  private:
    void tell(Micros took, const Work& work);

    const Clock& clock_;
    Histogram turns_{turn_bounds};
    std::uint64_t slow_turns_ = 0;
    bool running_ = false;
    Phase phase_ = Phase::reading;
    Micros began_{};
    Micros entered_{}; // the phase
    std::array<Micros, phases> spent_{};
    Work before_;
    bool told_ = false;
    Micros told_at_{};
    std::uint64_t untold_ = 0;
};

} // namespace hubbub::daemon
