// SPDX-License-Identifier: MIT
#include "base/clock.h"

namespace hubbub {

Instant SystemClock::now() const
{
    return std::chrono::time_point_cast<Millis>(std::chrono::steady_clock::now());
}

WallTime SystemClock::wall() const
{
    return std::chrono::time_point_cast<Millis>(std::chrono::system_clock::now());
}

Micros SystemClock::precise() const
{
    return std::chrono::duration_cast<Micros>(std::chrono::steady_clock::now().time_since_epoch());
}

} // namespace hubbub
