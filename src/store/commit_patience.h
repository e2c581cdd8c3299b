// SPDX-License-Identifier: MIT
// How long the loop may wait for a commit. A small one is mostly over in a tenth of a millisecond,
// sooner than the loop's next turn begins: whoever waits that long delivers a turn earlier. A large
// one is written while the loop goes on, and so is each while the disk is slow: after a wait in
// vain the next commit is not waited for, after two the next three, and so on.
#pragma once

#include "base/clock.h"

#include <algorithm>
#include <cstddef>

namespace hubbub::store {

class CommitPatience {
  public:
    // For the next commit, which has so many entries. Asked once for each commit.
    Micros next(std::size_t entries)
    {
        if (entries == 0 || entries > small) {
            return Micros::zero();
        }
        if (to_skip_ > 0) {
            --to_skip_;
            return Micros::zero();
        }
        return longest;
    }
    // Of one that was waited for.
    void note(bool in_time)
    {
        in_vain_ = in_time ? 0 : std::min(in_vain_ * 2 + 1, most_skipped);
        to_skip_ = in_vain_;
    }

    static constexpr Micros longest{500};
    static constexpr std::size_t small = 32;

  private:
    static constexpr std::size_t most_skipped = 1023;

    std::size_t in_vain_ = 0;
    std::size_t to_skip_ = 0;
};

} // namespace hubbub::store
