// SPDX-License-Identifier: MIT
#include "wire/mask.h"

#include "tests/support/catch.h"

#include <string>

using namespace hubbub::wire;

TEST_CASE("a star is any run, a question mark one byte, and letters match in either case")
{
    CHECK(matches("*!*@*", "alice!a@host"));
    CHECK(matches("ALICE!?@h*t", "alice!a@host"));
    CHECK(matches("*", ""));
    CHECK(matches("", ""));
    CHECK(matches("a**c", "abbbc"));
    CHECK(matches("*.example", "a.b.example"));
    CHECK_FALSE(matches("", "a"));
    CHECK_FALSE(matches("?", ""));
    CHECK_FALSE(matches("a?", "a"));
    CHECK_FALSE(matches("alice", "alicea"));
    CHECK_FALSE(matches("*b", "abc"));
}

TEST_CASE("a backslash makes the next one itself")
{
    CHECK(matches("a\\*b", "a*b"));
    CHECK_FALSE(matches("a\\*b", "axb"));
    CHECK(matches("\\?", "?"));
    CHECK_FALSE(matches("\\?", "x"));
    CHECK(matches("a\\\\b", "a\\b"));
    CHECK(matches("a\\", "a\\"));
    CHECK(matches("*\\*", "what*"));
    CHECK_FALSE(matches("*\\*", "what"));
}

TEST_CASE("a star gives back what it took too early")
{
    CHECK(matches("*ab", "aab"));
    CHECK(matches("*a*b*c", "xxaxxbxxabc"));
    CHECK(matches("a*a", "aa"));
    CHECK_FALSE(matches("a*a", "a"));
    CHECK(matches("*aab", "aaaab"));
}

TEST_CASE("a hostile mask takes no time worth naming")
{
    std::string mask;
    for (int i = 0; i < 200; ++i) {
        mask += "*a";
    }
    mask += "b";
    CHECK_FALSE(matches(mask, std::string(5000, 'a')));
    CHECK(matches(mask, std::string(5000, 'a') + "b"));
    CHECK(matches(std::string(5000, '*'), std::string(5000, 'x')));
}

TEST_CASE("what a person meant becomes a whole mask")
{
    CHECK(complete_mask("nick") == "nick!*@*");
    CHECK(complete_mask("user@host") == "*!user@host");
    CHECK(complete_mask("nick!user") == "nick!user@*");
    CHECK(complete_mask("nick!user@host") == "nick!user@host");
    CHECK(complete_mask("@host") == "*!*@host");
    CHECK(complete_mask("nick!@host") == "nick!*@host");
    CHECK(complete_mask("!user@") == "*!user@*");
    CHECK(complete_mask("") == "*!*@*");
    CHECK(complete_mask(complete_mask("user@host")) == "*!user@host");
}

TEST_CASE("wildcards are seen")
{
    CHECK(has_wildcards("a*"));
    CHECK(has_wildcards("a?"));
    CHECK_FALSE(has_wildcards("alice"));
}
