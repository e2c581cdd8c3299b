// SPDX-License-Identifier: MIT
#include "net/loop.h"

#include "base/ensure.h"
#include "base/memory.h"

#include <event2/event.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <utility>

namespace hubbub::net {

namespace {

event_base* make_base()
{
    // A line that does not fit into a buffer would be lost without a word.
    event_set_mem_functions(malloc_or_end, realloc_or_end, std::free);
    event_config* config = event_config_new();
    HUBBUB_ENSURE(config != nullptr);
    event_config_set_flag(config, EVENT_BASE_FLAG_NOLOCK);
    event_base* base = event_base_new_with_config(config);
    event_config_free(config);
    HUBBUB_ENSURE(base != nullptr);
    return base;
}

} // namespace

void EventBaseDeleter::operator()(event_base* base) const noexcept
{
    event_base_free(base);
}

void EventDeleter::operator()(event* event) const noexcept
{
    event_free(event);
}

Loop::Loop() : base_(make_base()), wake_fd_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    HUBBUB_ENSURE(wake_fd_ >= 0);
    wake_.reset(event_new(
        base_.get(), wake_fd_, EV_READ | EV_PERSIST,
        [](evutil_socket_t, short, void* self) noexcept { static_cast<Loop*>(self)->run_posted(); },
        this));
    event_add(wake_.get(), nullptr);
}

Loop::~Loop()
{
    wake_.reset();
    close(wake_fd_);
}

void Loop::run_once(Wait wait)
{
    asleep_ = true;
    event_base_loop(base_.get(), EVLOOP_ONCE | (wait == Wait::not_at_all ? EVLOOP_NONBLOCK : 0));
}

void Loop::wake_up()
{
    asleep_ = false;
    if (on_wake_) {
        on_wake_();
    }
}

void Loop::post(std::function<void()> task)
{
    {
        const std::lock_guard lock(mutex_);
        posted_.push_back(std::move(task));
    }
    const std::uint64_t one = 1;
    static_cast<void>(!write(wake_fd_, &one, sizeof one)); // full means awake already
}

void Loop::run_posted()
{
    woken();
    std::uint64_t count = 0;
    static_cast<void>(!read(wake_fd_, &count, sizeof count));
    {
        const std::lock_guard lock(mutex_);
        running_.swap(posted_);
    }
    for (const std::function<void()>& task : running_) {
        task();
    }
    running_.clear();
}

} // namespace hubbub::net
