// SPDX-License-Identifier: MIT
#include "base/few.h"
#include "tests/support/catch.h"

namespace hubbub {

namespace {

std::vector<int> values_of(const Few<int>& few)
{
    std::vector<int> values;
    for (const int* one : few) {
        values.push_back(*one);
    }
    return values;
}

} // namespace

TEST_CASE("few are kept in the order they came, be it none, one or more")
{
    int one = 1;
    int two = 2;
    int three = 3;
    Few<int> few;
    CHECK(few.empty());
    CHECK(values_of(few).empty());

    few.push_back(&one);
    CHECK(few.front() == &one);
    CHECK(values_of(few) == std::vector<int>{1});

    few.push_back(&two);
    few.push_back(&three);
    CHECK(few.size() == 3);
    CHECK(values_of(few) == std::vector<int>{1, 2, 3});

    few.erase(&one);
    CHECK(few.front() == &two);
    few.erase(&three);
    few.erase(&three);
    CHECK(values_of(few) == std::vector<int>{2});
    few.erase(&two);
    CHECK(few.empty());
    few.push_back(&three);
    CHECK(values_of(few) == std::vector<int>{3});
}

TEST_CASE("the only one of few is forgotten, and nobody else in its place")
{
    int one = 1;
    int two = 2;
    Few<int> few;
    few.push_back(&one);
    few.erase(&two);
    CHECK(few.size() == 1);
    few.erase(&one);
    CHECK(few.empty());
}

} // namespace hubbub
