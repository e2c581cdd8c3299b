// SPDX-License-Identifier: MIT
// The hosts file, hosts(5): an address and its names a line.
#pragma once

#include "tui/net/race.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace hubbub::tui::net {

struct HostsAnswer {
    Addresses six;
    Addresses four;
    std::string lines; // "line 3", "lines 3 and 7"; empty: it does not know the name
};

HostsAnswer ask_hosts(std::string_view text, std::string_view name, std::uint16_t port);

// "localhost" and what ends in it: this machine, whatever anybody says (RFC 6761 section 6.3).
bool is_localhost(std::string_view name);

} // namespace hubbub::tui::net
