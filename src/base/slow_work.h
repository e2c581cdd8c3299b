// SPDX-License-Identifier: MIT
// A port for work that must not run on the loop: the disk, password hashing. The daemon gives the
// worker thread; tests give one that runs at once or on command.
#pragma once

#include "base/clock.h"

#include <functional>

namespace hubbub {

class SlowWork {
  public:
    virtual ~SlowWork() = default;

    // Runs work off the loop, in the order of the calls, one at a time; then runs done on the loop,
    // in a later turn, or in this call if the work is over within the patience: so long the loop
    // waits for it at most. Neither may throw. Work that has been taken runs even if the program is
    // asked to stop; done may be dropped then.
    virtual void run(std::function<void()> work, std::function<void()> done,
                     Micros patience = Micros::zero()) = 0;
};

} // namespace hubbub
