// SPDX-License-Identifier: MIT
// One thread for what must not run on the loop.
#pragma once

#include "base/slow_work.h"
#include "net/loop.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <latch>
#include <mutex>
#include <thread>

namespace hubbub::net {

class Worker final : public SlowWork {
  public:
    // Where there are too few cores, a patient one leaves nine tenths of one to the loop. When this
    // returns, the thread has made itself ready: it asks nothing of the system but for its work.
    enum class Urgency { prompt, patient };
    explicit Worker(Loop& loop, Urgency urgency = Urgency::prompt);
    // Finishes the work that is queued; what was to be done afterwards is dropped.
    ~Worker() override;
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    void run(std::function<void()> work, std::function<void()> done,
             Micros patience = Micros::zero()) override;

  private:
    struct Job {
        std::function<void()> work;
        std::function<void()> done;
        std::uint64_t number = 0;
    };
    bool is_over(std::uint64_t number, Micros patience);
    void work_through(Urgency urgency);
    bool hand_over(std::uint64_t number);

    Loop& loop_;
    std::latch ready_{1};
    std::uint64_t given_ = 0; // jobs
    std::mutex mutex_;
    std::condition_variable wake_; // the worker: there is a job
    std::condition_variable over_; // the loop: what it waits for is over
    // guarded by mutex_
    std::deque<Job> jobs_;
    std::uint64_t awaited_ = 0; // by the loop; 0: none
    bool stopping_ = false;

    std::thread thread_;
};

} // namespace hubbub::net
