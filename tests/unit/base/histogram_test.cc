// SPDX-License-Identifier: MIT
#include "base/histogram.h"

#include "tests/support/catch.h"

#include <array>

using namespace hubbub;

TEST_CASE("a value is counted in the first bucket whose bound it does not exceed")
{
    constexpr std::array<double, 3> bounds = {1, 10, 100};
    Histogram histogram{bounds};
    for (const double value : {0.5, 1.0, 1.5, 10.0, 99.0, 101.0, 5000.0}) {
        histogram.observe(value);
    }
    CHECK(histogram.in_bucket(0) == 2);
    CHECK(histogram.in_bucket(1) == 2);
    CHECK(histogram.in_bucket(2) == 1);
    CHECK(histogram.in_bucket(3) == 2);
    CHECK(histogram.count() == 7);
    CHECK(histogram.sum() == 5213);
    CHECK(histogram.largest() == 5000);
}
