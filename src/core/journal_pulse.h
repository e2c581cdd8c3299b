// SPDX-License-Identifier: MIT
// How a journal is doing: for those who watch the server from outside.
#pragma once

#include "base/clock.h"
#include "base/histogram.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace hubbub::core {

inline constexpr std::array<double, 13> commit_bounds = {
    .0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, 1, 5};
inline constexpr std::array<double, 10> batch_bounds = {1, 2, 5, 10, 25, 50, 100, 250, 1000, 10000};

struct JournalPulse {
    // Proposed, and not yet decided.
    std::size_t waiting = 0;
    std::size_t bytes_waiting = 0;
    std::size_t log_pages = 0; // of the write-ahead log, as of the last transaction
    Micros lag{};              // how long the oldest of them has waited
    // Of transactions: how long each took, in seconds, and how many entries it had.
    Histogram commit{commit_bounds};
    Histogram batch{batch_bounds};
    std::uint64_t failures = 0; // transactions that came to nothing
    std::string ails;           // why the last one did; empty: it did not
};

} // namespace hubbub::core
