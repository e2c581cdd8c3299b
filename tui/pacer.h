// SPDX-License-Identifier: MIT
// How often the screen is drawn: at once while little happens and for a key, and no more than 30
// times a second when so much comes that nobody can read it.
#pragma once

#include "base/clock.h"

#include <algorithm>

namespace hubbub::tui {

class Pacer {
  public:
    // Takes leave to draw now. Zero: draw; otherwise how long to wait before asking again.
    Millis wait(Instant now)
    {
        const auto passed = static_cast<double>((now - last_).count());
        credit_ = std::min(credit_ + passed / static_cast<double>(pause.count()), most_at_once);
        last_ = now;
        if (credit_ < 1) {
            return pause;
        }
        credit_ -= 1;
        return Millis::zero();
    }

    // A person waits for it: the next picture is drawn at once.
    void hurry() { credit_ = std::max(credit_, 1.0); }

  private:
    static constexpr Millis pause{33};
    static constexpr double most_at_once = 6; // pictures

    double credit_ = most_at_once;
    Instant last_{};
};

} // namespace hubbub::tui
