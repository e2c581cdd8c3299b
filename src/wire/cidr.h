// SPDX-License-Identifier: MIT
// A range of addresses: "192.0.2.0/24", "2001:db8::/32", or one address. An IPv4 address written as
// IPv6 ("::ffff:192.0.2.1") is that IPv4 address.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hubbub::wire {

class Cidr {
  public:
    // Nothing when it is no range.
    static std::optional<Cidr> parse(std::string_view text);

    // False for what is no address.
    bool contains(std::string_view address) const;

    // The range as it is meant: without the bits outside its prefix, and no prefix of full length.
    std::string text() const;

    // Of equal ranges the same, of others another; 17 bytes that are no text.
    std::string key() const;

  private:
    std::array<std::uint8_t, 16> bytes_{}; // IPv4 is ::ffff:0:0/96
    unsigned prefix_ = 128;
};

} // namespace hubbub::wire
