// SPDX-License-Identifier: MIT
#include "net/worker.h"

#include <pthread.h>
#include <unistd.h>

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

// On Linux niceness is the thread's own: sched(7). Where it may not be changed, all are as urgent.
void give_way()
{
    constexpr int to_a_tenth_of_the_weight = 10;
    static_cast<void>(!nice(to_a_tenth_of_the_weight));
}

} // namespace

Worker::Worker(Loop& loop, Urgency urgency)
    : loop_(loop), thread_([this, urgency] { work_through(urgency); })
{
    ready_.wait();
}

Worker::~Worker()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void Worker::run(std::function<void()> work, std::function<void()> done, Micros patience)
{
    const std::uint64_t number = ++given_;
    const bool waits = patience > Micros::zero();
    {
        const std::lock_guard lock(mutex_);
        jobs_.push_back({std::move(work), waits ? done : std::move(done), number});
        awaited_ = waits ? number : 0;
    }
    wake_.notify_one();
    if (waits && is_over(number, patience)) {
        done();
    }
}

// What is not over within the patience is posted to the loop when it is.
bool Worker::is_over(std::uint64_t number, Micros patience)
{
    std::unique_lock lock(mutex_);
    const bool over = over_.wait_for(lock, patience, [&] { return awaited_ != number; });
    awaited_ = 0;
    return over;
}

// Whether the loop waits for it; then it knows now that it is over.
bool Worker::hand_over(std::uint64_t number)
{
    {
        const std::lock_guard lock(mutex_);
        if (awaited_ != number) {
            return false;
        }
        awaited_ = 0;
    }
    over_.notify_one();
    return true;
}

void Worker::work_through(Urgency urgency)
{
    block_signals();
    if (urgency == Urgency::patient) {
        give_way();
    }
    ready_.count_down();
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
        if (!hand_over(job.number)) {
            loop_.post(std::move(job.done));
        }
    }
}

} // namespace hubbub::net
