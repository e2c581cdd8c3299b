// SPDX-License-Identifier: MIT
// libevent's loop, owned by one thread. Nothing here runs a turn to its end: the caller does that
// between two calls of run_once().
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

struct event;
struct event_base;

namespace hubbub::net {

struct EventBaseDeleter {
    void operator()(event_base* base) const noexcept;
};
struct EventDeleter {
    void operator()(event* event) const noexcept;
};
using EventHandle = std::unique_ptr<event, EventDeleter>;

class Loop {
  public:
    // Also ignores SIGPIPE and SIGXFSZ: a peer that has gone, or a file that may not grow, is an
    // error of the write, not our end.
    Loop();
    ~Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    enum class Wait { for_events, not_at_all };
    // Runs one batch of callbacks.
    void run_once(Wait wait = Wait::for_events);

    // Called once in each run_once(), when waiting is over: before its first callback.
    void on_wake(std::function<void()> hook) { on_wake_ = std::move(hook); }
    // For whoever registers with the base: to be said first in every callback.
    void woken()
    {
        if (asleep_) {
            wake_up();
        }
    }

    // The only member that other threads may call: runs the task on the loop, in a later turn.
    void post(std::function<void()> task);

    event_base* base() const { return base_.get(); }

  private:
    void run_posted();
    void wake_up();

    std::unique_ptr<event_base, EventBaseDeleter> base_;
    int wake_fd_ = -1;
    EventHandle wake_;
    std::mutex mutex_;
    std::vector<std::function<void()>> posted_;  // guarded by mutex_
    std::vector<std::function<void()>> running_; // empty but in run_posted()
    std::function<void()> on_wake_;
    bool asleep_ = false;
};

} // namespace hubbub::net
