// SPDX-License-Identifier: MIT
#include "store/ring.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <string>

namespace hubbub::store {

namespace {

std::string letters(const Ring<std::string>& ring)
{
    std::string all;
    for (const std::string& one : ring) {
        all += one;
    }
    return all;
}

Ring<std::string> ring_of(const std::string& text, std::size_t most)
{
    Ring<std::string> ring;
    for (const char c : text) {
        ring.add(std::string(1, c), most);
    }
    return ring;
}

} // namespace

TEST_CASE("a ring keeps the last so many, in order")
{
    CHECK(letters(ring_of("abc", 5)) == "abc");
    CHECK(letters(ring_of("abcdefgh", 5)) == "defgh");
    CHECK(letters(ring_of("abcdefgh", 0)) == "abcdefgh");
    const Ring<std::string> ring = ring_of("abcdefgh", 5);
    CHECK(ring[0] == "d");
    CHECK(std::string(*ring.rbegin()) == "h");
    const auto f = std::lower_bound(ring.begin(), ring.end(), "f");
    CHECK(f - ring.begin() == 2);
}

TEST_CASE("how much a ring keeps can change, and some of it can go")
{
    Ring<std::string> ring = ring_of("abcdefgh", 5);
    ring.add("i", 3);
    CHECK(letters(ring) == "ghi");
    ring.add("j", 5);
    ring.add("k", 5);
    ring.add("l", 5);
    CHECK(letters(ring) == "hijkl");
    ring.erase_if([](const std::string& one) { return one == "j"; });
    CHECK(letters(ring) == "hikl");
    ring.add("m", 5);
    ring.add("n", 5);
    CHECK(letters(ring) == "iklmn");
    ring.add("o", 1);
    CHECK(letters(ring) == "o");
}

} // namespace hubbub::store
