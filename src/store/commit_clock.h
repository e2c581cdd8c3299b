// SPDX-License-Identifier: MIT
#pragma once

#include "base/clock.h"

#include <algorithm>

namespace hubbub::store {

// The times of commits: those of the wall clock, but each at least a millisecond after the one
// before, even when the wall clock stands still or steps back.
class CommitClock {
  public:
    explicit CommitClock(const Clock& clock, WallTime last = {}) : clock_(clock), last_(last) {}
    WallTime next() { return last_ = std::max(clock_.wall(), last_ + Millis(1)); }
    WallTime last() const { return last_; }

  private:
    const Clock& clock_;
    WallTime last_;
};

} // namespace hubbub::store
