// SPDX-License-Identifier: MIT
// How much a journal keeps, how long and how safely.
#pragma once

#include "base/clock.h"

#include <chrono>
#include <cstddef>

namespace hubbub::core {

enum class Durability {
    process, // what is committed survives the death of the process
    disk,    // and of the machine
};

struct Retention {
    Durability durability = Durability::process;
    // Of one room, and of two people; and as many events beside them. 0: no limit.
    std::size_t most_messages = 10000;
    std::size_t most_direct = 1000;
    Millis max_age = std::chrono::hours(24 * 30); // zero: no limit

    friend bool operator==(const Retention&, const Retention&) = default;
};

} // namespace hubbub::core
