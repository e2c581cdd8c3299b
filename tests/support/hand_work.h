// SPDX-License-Identifier: MIT
// SlowWork that is done when the test says so, in two steps: the work, then what follows on the
// loop.
#pragma once

#include "base/slow_work.h"

#include <deque>
#include <functional>
#include <utility>

namespace hubbub::tests {

class HandWork final : public SlowWork {
  public:
    void run(std::function<void()> work, std::function<void()> done, Micros patience) override
    {
        jobs_.emplace_back(std::move(work), std::move(done));
        waited_for += patience > Micros::zero() ? 1 : 0;
        if (quick && patience > Micros::zero()) {
            finish_all();
        }
    }

    bool quick = false; // everything is over within any patience
    int waited_for = 0;

    bool has_jobs() const { return !jobs_.empty(); }
    void finish_all()
    {
        while (!jobs_.empty()) {
            const auto [work, done] = std::move(jobs_.front());
            jobs_.pop_front();
            work();
            done();
        }
    }

  private:
    std::deque<std::pair<std::function<void()>, std::function<void()>>> jobs_;
};

} // namespace hubbub::tests
