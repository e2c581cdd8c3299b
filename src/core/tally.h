// SPDX-License-Identifier: MIT
// What the network has done since the start, counted: for those who watch it from outside. Whoever
// does a thing adds one; nobody here reads it.
#pragma once

#include "core/refusal.h"
#include "core/settings.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hubbub::core {

// What there may be only so much of, where reaching that is not a Reason.
enum class Bound : std::uint8_t { list_modes, monitor, message, receive_queue, journal_queue };
inline constexpr std::array<std::string_view, 5> bound_names = {"list_modes", "monitor", "message",
                                                                "receive_queue", "journal_queue"};

// The bucket of all commands, and those of what is Counted.
inline constexpr std::array<std::string_view, 1 + counted_kinds> bucket_names = {
    "commands", "joins", "nicks", "invites", "targets"};

struct Tally {
    void reach(Bound bound) { ++reached[static_cast<std::size_t>(bound)]; }

    std::uint64_t decided = 0;        // entries that the journal has handed back
    std::uint64_t logins = 0;         // to accounts and as operators
    std::uint64_t logins_refused = 0; // of both
    // Times that a line had to wait, its sender being too fast; by bucket_names.
    std::array<std::uint64_t, bucket_names.size()> throttled{};
    std::array<std::uint64_t, bound_names.size()> reached{}; // by Bound
    std::array<std::uint64_t, reasons> refusals{};           // by reason
};

} // namespace hubbub::core
