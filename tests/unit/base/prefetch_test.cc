// SPDX-License-Identifier: MIT
#include "base/prefetch.h"
#include "tests/support/catch.h"

#include <array>

TEST_CASE("a hint changes nothing, and may be about nothing")
{
    const std::array<char, 200> large{'a', 'b'};
    hubbub::prefetch(&large);
    CHECK(large[1] == 'b');
    const std::array<char, 200>* none = nullptr;
    hubbub::prefetch(none); // of which the sanitizers must have nothing to say
    CHECK(none == nullptr);
}
