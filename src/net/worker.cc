// SPDX-License-Identifier: MIT
#include "net/worker.h"

#include <pthread.h>

#include <csignal>
#include <utility>

namespace hubbub::net {

namespace {

// Signals are the loop's, but for the one that the kernel gives a thread whose system call is
// refused: blocked, it would end the process.
void block_signals()
{
    sigset_t all;
    sigfillset(&all);
    sigdelset(&all, SIGSYS);
    pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

} // namespace

Worker::Worker(Loop& loop) : loop_(loop), thread_([this] { work_through(); }) {}

Worker::~Worker()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void Worker::run(std::function<void()> work, std::function<void()> done)
{
    {
        const std::lock_guard lock(mutex_);
        jobs_.push_back({std::move(work), std::move(done)});
    }
    wake_.notify_one();
}

void Worker::work_through()
{
    block_signals();
    while (true) {
        Job job;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
            if (jobs_.empty()) {
                return;
            }
            job = std::move(jobs_.front());
            jobs_.pop_front();
        }
        job.work();
        loop_.post(std::move(job.done));
    }
}

} // namespace hubbub::net
