// SPDX-License-Identifier: MIT
#include "tests/support/catch.h"
#include "wire/sasl.h"

#include <string>
#include <vector>

using namespace hubbub::wire;

TEST_CASE("a full piece is followed by another, and nothing is a plus")
{
    const auto sizes = [](std::size_t size) {
        const std::string base64(size, 'A');
        std::vector<std::size_t> all;
        for (const std::string_view piece : sasl_pieces(base64)) {
            all.push_back(piece == "+" ? 0 : piece.size());
        }
        return all;
    };
    CHECK(sizes(0) == std::vector<std::size_t>{0});
    CHECK(sizes(4) == std::vector<std::size_t>{4});
    CHECK(sizes(399) == std::vector<std::size_t>{399});
    CHECK(sizes(400) == std::vector<std::size_t>{400, 0});
    CHECK(sizes(401) == std::vector<std::size_t>{400, 1});
    CHECK(sizes(800) == std::vector<std::size_t>{400, 400, 0});
}
