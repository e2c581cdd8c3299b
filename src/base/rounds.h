// SPDX-License-Identifier: MIT
// A list that is gone through round by round: what is added meanwhile is for the next round. The
// room of a round that is over is used again, so that a program at its pace allocates nothing.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace hubbub {

template <typename T>
class Rounds {
  public:
    void add(T value) { next_.push_back(std::move(value)); }
    bool empty() const { return next_.empty(); }
    std::size_t size() const { return next_.size(); }

    // visit(T&), for each that has been added since the last round. It may add, and even go through
    // a round of its own.
    template <typename Visit>
    void each(Visit&& visit)
    {
        std::vector<T> round = std::exchange(room_, {});
        round.swap(next_);
        for (T& one : round) {
            visit(one);
        }
        round.clear();
        room_ = std::move(round);
    }

  private:
    std::vector<T> next_;
    std::vector<T> room_; // of the last round
};

} // namespace hubbub
