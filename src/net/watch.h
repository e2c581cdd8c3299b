// SPDX-License-Identifier: MIT
// Registrations with the loop: making one registers, destroying one unregisters, also from within
// its own callback.
#pragma once

#include "base/clock.h"
#include "net/loop.h"

#include <functional>
#include <memory>
#include <optional>

namespace hubbub::net {

// What the event points at; its address does not change when the watch is moved.
struct Registration {
    Loop& loop;
    std::function<void()> callback;
    EventHandle event;
};

// Calls back when a file descriptor can be read or written. Does not own it.
class FdWatch {
  public:
    FdWatch() = default; // watches nothing
    enum class For { reading, writing };
    FdWatch(Loop& loop, int fd, For what, std::function<void()> callback);

  private:
    std::unique_ptr<Registration> registration_;
};

// Calls back once after a pause, or again and again.
class Timer {
  public:
    Timer() = default; // never does
    enum class Repeat { once, always };
    Timer(Loop& loop, Millis after, std::function<void()> callback, Repeat repeat = Repeat::once);

  private:
    std::unique_ptr<Registration> registration_;
};

// Calls back when the calendar has come so far, and before that when it is set or the machine has
// woken from sleep, for then the caller must look anew. Each time set() is needed again.
class WallAlarm {
  public:
    WallAlarm(Loop& loop, std::function<void()> callback);
    ~WallAlarm();
    WallAlarm(const WallAlarm&) = delete;
    WallAlarm& operator=(const WallAlarm&) = delete;

    void set(WallTime at);

  private:
    int fd_;
    std::function<void()> callback_;
    std::optional<FdWatch> watch_;
};

// Calls back, on the loop, when the process gets a signal.
class SignalWatch {
  public:
    SignalWatch(Loop& loop, int signal, std::function<void()> callback);

  private:
    std::unique_ptr<Registration> registration_;
};

} // namespace hubbub::net
