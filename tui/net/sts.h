// SPDX-License-Identifier: MIT
// Which servers have said that they are to be spoken to with TLS alone, and for how long that
// holds. IRCv3 sts.
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace hubbub::tui::net {

// "duration=15552000,port=6697"; what is not there, or no number, is absent.
struct StsOffer {
    std::optional<std::uint16_t> port;
    std::optional<std::chrono::seconds> duration;
};
StsOffer read_sts(std::string_view value);

class StsPolicies {
  public:
    // file: "host port seconds-since-1970" a line. Empty: nothing is kept.
    explicit StsPolicies(std::string file);

    // The port for TLS, while a policy of that host holds.
    std::optional<std::uint16_t> port_of(std::string_view host, WallTime now) const;
    // From now on for that time; none ends the policy.
    Result<void> keep(std::string_view host, std::uint16_t port, std::chrono::seconds duration,
                      WallTime now);
    const std::string& file() const { return file_; }

  private:
    struct Policy {
        std::uint16_t port = 0;
        WallTime until{};
    };
    void read();

    std::string file_;
    std::map<std::string, Policy, std::less<>> policies_; // by host, in small letters
};

} // namespace hubbub::tui::net
