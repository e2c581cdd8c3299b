// SPDX-License-Identifier: MIT
// What the network has done since the start, counted: for those who watch it from outside. Whoever
// does a thing adds one; nobody here reads it.
#pragma once

#include "core/refusal.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace hubbub::core {

struct Tally {
    std::uint64_t decided = 0;        // entries that the journal has handed back
    std::uint64_t logins = 0;         // to accounts and as operators
    std::uint64_t logins_refused = 0; // of both
    std::uint64_t throttled = 0;      // times that a line had to wait, its sender being too fast
    std::array<std::uint64_t, reasons> refusals{}; // by reason
};

} // namespace hubbub::core
