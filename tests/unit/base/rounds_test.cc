// SPDX-License-Identifier: MIT
#include "base/rounds.h"
#include "tests/support/catch.h"

#include <string>

namespace hubbub {

TEST_CASE("what is added during a round is for the next")
{
    Rounds<int> rounds;
    rounds.add(1);
    rounds.add(2);
    std::string seen;
    const auto see = [&](int one) {
        seen += std::to_string(one);
        if (one < 3) {
            rounds.add(one + 2);
        }
    };
    rounds.each(see);
    CHECK(seen == "12");
    CHECK(rounds.size() == 2);
    rounds.each(see);
    CHECK(seen == "1234");
    CHECK(rounds.empty());
}

TEST_CASE("a round within a round goes through what has been added since")
{
    Rounds<int> rounds;
    rounds.add(1);
    rounds.add(2);
    std::string seen;
    rounds.each([&](int one) {
        seen += std::to_string(one);
        rounds.add(one + 7);
        rounds.each([&](int inner) { seen += std::to_string(inner); });
    });
    CHECK(seen == "1829");
    CHECK(rounds.empty());
}

} // namespace hubbub
