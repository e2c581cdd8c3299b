// SPDX-License-Identifier: MIT
#include "base/clock.h"

#include <algorithm>
#include <ctime>

namespace hubbub {

Instant SystemClock::now() const
{
    return std::chrono::time_point_cast<Millis>(std::chrono::steady_clock::now());
}

WallTime SystemClock::wall() const
{
    return std::chrono::time_point_cast<Millis>(std::chrono::system_clock::now());
}

Instant SystemClock::with_sleep() const
{
    timespec time{};
    clock_gettime(CLOCK_BOOTTIME, &time);
    return Instant(std::chrono::seconds(time.tv_sec) + Millis(time.tv_nsec / 1'000'000));
}

Micros SystemClock::precise() const
{
    return std::chrono::duration_cast<Micros>(std::chrono::steady_clock::now().time_since_epoch());
}

PatientCalendar::PatientCalendar(const Clock& clock)
    : clock_(clock), asked_(clock.now()), told_(clock.wall())
{
}

WallTime PatientCalendar::today()
{
    const Instant now = clock_.now();
    told_ = std::min(clock_.wall(), told_ + 2 * (now - asked_));
    asked_ = now;
    return told_;
}

} // namespace hubbub
