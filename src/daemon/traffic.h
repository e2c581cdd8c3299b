// SPDX-License-Identifier: MIT
// What has come and gone through the doors, in plain counters: links and doors add, metrics read.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hubbub::daemon {

enum class DoorKind : std::uint8_t { unclassified, irc, plain };
inline constexpr std::array<std::string_view, 3> door_names = {"unclassified", "irc", "plain"};

// Why a connection was not let in.
enum class TurnedAway : std::uint8_t {
    full,      // too many in all, or too many who are nobody yet
    too_many,  // from its address, or its network
    too_often, // from its address
    http,
    ssh,
    proxy_header,
    tls, // inside TLS, or where there is none
    too_long,
    too_slow,
    binary, // what is no text
};
inline constexpr std::array<std::string_view, 10> turned_away_names = {
    "full",         "too_many", "too_often", "http",     "ssh",
    "proxy_header", "tls",      "too_long",  "too_slow", "binary"};

struct Traffic {
    struct Door {
        std::uint64_t lines_in = 0;
        std::uint64_t bytes_in = 0;
        std::uint64_t lines_out = 0; // a message of several lines is one
        std::uint64_t bytes_out = 0;
        std::uint64_t slow_readers = 0; // lines skipped, or people let go
    };

    Door& at(DoorKind kind) { return doors[static_cast<std::size_t>(kind)]; }
    void turn_away(TurnedAway why) { ++turned_away[static_cast<std::size_t>(why)]; }
    std::uint64_t lines_in() const
    {
        std::uint64_t sum = 0;
        for (const Door& door : doors) {
            sum += door.lines_in;
        }
        return sum;
    }

    std::array<Door, door_names.size()> doors;
    std::uint64_t accepted = 0;
    std::array<std::uint64_t, turned_away_names.size()> turned_away{};
};

} // namespace hubbub::daemon
