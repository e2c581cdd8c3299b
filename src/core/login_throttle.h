// SPDX-License-Identifier: MIT
// How many logins failed of late, by address and by account.
#pragma once

#include "base/clock.h"

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <string>
#include <string_view>

namespace hubbub::core {

class LoginThrottle {
  public:
    void count(std::string_view who, Instant now)
    {
        forget_old(now);
        failures_.push_back({std::string(who), now});
        ++counts_[std::string(who)];
    }
    bool is_over(std::string_view who, std::size_t most, Instant now)
    {
        forget_old(now);
        const auto found = counts_.find(who);
        return most != 0 && found != counts_.end() && found->second >= most;
    }

  private:
    struct Failure {
        std::string who;
        Instant when;
    };

    void forget_old(Instant now)
    {
        while (!failures_.empty() && now - failures_.front().when > std::chrono::minutes(1)) {
            const auto found = counts_.find(failures_.front().who);
            if (--found->second == 0) {
                counts_.erase(found);
            }
            failures_.pop_front();
        }
    }

    std::deque<Failure> failures_; // of the last minute
    std::map<std::string, std::size_t, std::less<>> counts_;
};

} // namespace hubbub::core
