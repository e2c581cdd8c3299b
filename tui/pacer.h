// SPDX-License-Identifier: MIT
// How often the screen is drawn for what arrives: at once while that is little, and no more than 30
// times a second when it is so much that nobody can read it.
#pragma once

#include "base/clock.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace hubbub::tui {

class Pacer {
  public:
    void note_drawn(Instant now)
    {
        credit_ = credit(now) - 1;
        last_ = now;
    }

    // How long the next picture has to wait.
    Millis wait(Instant now) const
    {
        const double missing = 1 - credit(now);
        return missing <= 0 ? Millis::zero()
                            : Millis(static_cast<long>(std::ceil(missing * pause.count())));
    }

  private:
    static constexpr std::chrono::duration<double, std::milli> pause{33};
    static constexpr double most_at_once = 6; // pictures

    double credit(Instant now) const
    {
        return std::min(credit_ + (now - last_) / pause, most_at_once);
    }

    double credit_ = most_at_once;
    Instant last_{};
};

} // namespace hubbub::tui
