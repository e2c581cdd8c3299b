// SPDX-License-Identifier: MIT
#include "net/watch.h"

#include "base/ensure.h"

#include <event2/event.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace hubbub::net {

namespace {

timeval to_timeval(Millis time)
{
    return {time.count() / 1000, time.count() % 1000 * 1000};
}

// A copy runs, for the callback may destroy the registration it belongs to.
void call(evutil_socket_t, short, void* self) noexcept
{
    auto* registration = static_cast<Registration*>(self);
    registration->loop.woken();
    const std::function<void()> callback = registration->callback;
    callback();
}

std::unique_ptr<Registration> enroll(Loop& loop, int fd, int events, std::function<void()> callback,
                                     const timeval* pause)
{
    std::unique_ptr<Registration> registration(new Registration{loop, std::move(callback), {}});
    registration->event.reset(
        event_new(loop.base(), fd, static_cast<short>(events), call, registration.get()));
    event_add(registration->event.get(), pause);
    return registration;
}

} // namespace

FdWatch::FdWatch(Loop& loop, int fd, For what, std::function<void()> callback)
    : registration_(enroll(loop, fd, EV_PERSIST | (what == For::reading ? EV_READ : EV_WRITE),
                           std::move(callback), nullptr))
{
}

Timer::Timer(Loop& loop, Millis after, std::function<void()> callback, Repeat repeat)
{
    const timeval pause = to_timeval(after);
    registration_ =
        enroll(loop, -1, repeat == Repeat::always ? EV_PERSIST : 0, std::move(callback), &pause);
}

WallAlarm::WallAlarm(Loop& loop, std::function<void()> callback)
    : fd_(timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC)),
      callback_(std::move(callback))
{
    HUBBUB_ENSURE(fd_ >= 0);
    watch_.emplace(loop, fd_, FdWatch::For::reading, [this] {
        std::uint64_t times = 0; // or ECANCELED: the calendar was set
        [[maybe_unused]] const ssize_t got = read(fd_, &times, sizeof(times));
        callback_();
    });
}

WallAlarm::~WallAlarm()
{
    watch_.reset();
    close(fd_);
}

void WallAlarm::set(WallTime at)
{
    const auto since = std::max(at.time_since_epoch(), Millis(1)); // zero would switch it off
    itimerspec when{};
    when.it_value.tv_sec = since.count() / 1000;
    when.it_value.tv_nsec = since.count() % 1000 * 1'000'000;
    if (timerfd_settime(fd_, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &when, nullptr) != 0) {
        timerfd_settime(fd_, TFD_TIMER_ABSTIME, &when, nullptr); // a kernel that cannot tell
    }
}

SignalWatch::SignalWatch(Loop& loop, int signal, std::function<void()> callback)
    : registration_(enroll(loop, signal, EV_SIGNAL | EV_PERSIST, std::move(callback), nullptr))
{
}

} // namespace hubbub::net
