// SPDX-License-Identifier: MIT
// How many attempts there were in the last minute, each by somebody: a login that failed, by its
// address and its account; a connection, by its address.
#pragma once

#include "base/clock.h"

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <string>
#include <string_view>

namespace hubbub::core {

class Attempts {
  public:
    void count(std::string_view who, Instant now)
    {
        forget_old(now);
        counts_[std::string(who)].push_back(now);
        attempts_.push_back({std::string(who), now});
    }
    // The last that was counted of them does not count.
    void forgive(std::string_view who)
    {
        const auto found = counts_.find(who);
        if (found != counts_.end()) {
            found->second.pop_back();
            drop_if_empty(found);
        }
    }
    bool is_over(std::string_view who, std::size_t most, Instant now)
    {
        forget_old(now);
        const auto found = counts_.find(who);
        return most != 0 && found != counts_.end() && found->second.size() >= most;
    }

  private:
    using Counts = std::map<std::string, std::deque<Instant>, std::less<>>;
    struct Attempt {
        std::string who;
        Instant when;
    };

    void drop_if_empty(Counts::iterator found)
    {
        if (found->second.empty()) {
            counts_.erase(found);
        }
    }
    void forget_old(Instant now)
    {
        while (!attempts_.empty() && now - attempts_.front().when > std::chrono::minutes(1)) {
            const auto found = counts_.find(attempts_.front().who);
            if (found != counts_.end() && found->second.front() == attempts_.front().when) {
                found->second.pop_front();
                drop_if_empty(found);
            }
            attempts_.pop_front();
        }
    }

    std::deque<Attempt> attempts_; // of the last minute, forgiven ones too
    Counts counts_;
};

} // namespace hubbub::core
