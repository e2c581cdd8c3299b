// SPDX-License-Identifier: MIT
#include "net/watch.h"

#include <event2/event.h>

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

SignalWatch::SignalWatch(Loop& loop, int signal, std::function<void()> callback)
    : registration_(enroll(loop, signal, EV_SIGNAL | EV_PERSIST, std::move(callback), nullptr))
{
}

} // namespace hubbub::net
