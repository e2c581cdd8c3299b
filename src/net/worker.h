// SPDX-License-Identifier: MIT
// One thread for what must not run on the loop.
#pragma once

#include "base/slow_work.h"
#include "net/loop.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace hubbub::net {

class Worker final : public SlowWork {
  public:
    explicit Worker(Loop& loop);
    // Finishes the work that is queued; what was to be done afterwards is dropped.
    ~Worker() override;
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    void run(std::function<void()> work, std::function<void()> done) override;

  private:
    struct Job {
        std::function<void()> work;
        std::function<void()> done;
    };
    void work_through();

    Loop& loop_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> jobs_;  // guarded by mutex_
    bool stopping_ = false; // guarded by mutex_
    std::thread thread_;
};

} // namespace hubbub::net
