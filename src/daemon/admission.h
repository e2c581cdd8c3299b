// SPDX-License-Identifier: MIT
// Who may come in: how many at one time, and how often. An address is what one customer of a
// provider has, one IPv4 address or an IPv6 /64; a network is a /24, or an IPv6 /48.
#pragma once

#include "base/clock.h"
#include "core/attempts.h"
#include "daemon/traffic.h"
#include "net/address.h"
#include "wire/cidr.h"

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace hubbub::daemon {

// 0: no limit.
struct AdmissionLimits {
    std::size_t connections = 100'000;
    std::size_t unregistered = 50'000; // of these, those who are nobody yet
    std::size_t per_address = 100;
    std::size_t per_network = 0;
    std::size_t per_minute = 0;     // new ones, from one address
    std::vector<wire::Cidr> exempt; // from the last three
};

class Admission {
  public:
    // Counts it, until leave(); or says why it may not come in. registered: how many of those who
    // are in are somebody.
    std::optional<TurnedAway> enter(const AdmissionLimits& limits, const std::string& address,
                                    std::size_t registered, Instant now);
    void leave(const std::string& address);

  private:
    using Counts = std::unordered_map<std::string, std::size_t>;
    std::optional<TurnedAway> weigh_address(const AdmissionLimits& limits, const std::string& who,
                                            const std::string& where, Instant now);

    std::size_t all_ = 0;
    Counts by_address_;
    Counts by_network_;
    core::Attempts arrivals_;
};

} // namespace hubbub::daemon
