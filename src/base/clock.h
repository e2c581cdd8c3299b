// SPDX-License-Identifier: MIT
// The two times a program lives by, handed in so that tests can move them. Nothing outside
// clock.cc asks the system what time it is.
#pragma once

#include <chrono>

namespace hubbub {

using Millis = std::chrono::milliseconds;
using Micros = std::chrono::microseconds;

// Never steps back; for time-outs, pauses and rates. Meaningless outside this process.
using Instant = std::chrono::time_point<std::chrono::steady_clock, Millis>;

// Calendar time in milliseconds since 1970 UTC; for people and for server-time.
using WallTime = std::chrono::time_point<std::chrono::system_clock, Millis>;

class Clock {
  public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
    virtual WallTime wall() const = 0;
    // What now() counts, and besides it the time that the machine has slept.
    virtual Instant with_sleep() const { return now(); }
    // What now() counts, but finer: to measure how long something takes.
    virtual Micros precise() const { return now().time_since_epoch(); }
};

class SystemClock final : public Clock {
  public:
    Instant now() const override;
    WallTime wall() const override;
    Instant with_sleep() const override;
    Micros precise() const override;
};

// A calendar for what is destroyed by its age: the wall clock, but ahead at most twice as fast as
// time goes by. A clock that is set wrong for an hour makes nothing older than two.
class PatientCalendar {
  public:
    explicit PatientCalendar(const Clock& clock);
    WallTime today(); // is asked now and then

  private:
    const Clock& clock_;
    Instant asked_;
    WallTime told_;
};

inline double in_seconds(Micros time)
{
    return std::chrono::duration<double>(time).count();
}

} // namespace hubbub
