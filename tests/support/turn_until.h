// SPDX-License-Identifier: MIT
#pragma once

#include "net/loop.h"
#include "net/watch.h"
#include "tests/support/catch.h"

#include <chrono>
#include <functional>

namespace hubbub::tests {

// Turns until it holds; a deadline turns a hang into a failure.
inline void turn_until(net::Loop& loop, const std::function<bool()>& holds)
{
    bool late = false;
    const net::Timer deadline(loop, std::chrono::seconds(10), [&] { late = true; });
    while (!holds() && !late) {
        loop.run_once();
    }
    REQUIRE(holds());
}

} // namespace hubbub::tests
