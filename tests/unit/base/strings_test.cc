// SPDX-License-Identifier: MIT
#include "base/strings.h"

#include "tests/support/catch.h"

using namespace hubbub;

TEST_CASE("cut takes the front off and leaves the rest")
{
    std::string_view rest = "a,b,,c";
    CHECK(cut(rest, ',') == "a");
    CHECK(cut(rest, ',') == "b");
    CHECK(cut(rest, ',').empty());
    CHECK(cut(rest, ',') == "c");
    CHECK(rest.empty());
}

TEST_CASE("split keeps empty pieces, words does not")
{
    CHECK(split("", ',').size() == 1);
    CHECK(split(",a,", ',').size() == 3);
    CHECK(words("  a  b ").size() == 2);
}

TEST_CASE("numbers are read whole or not at all")
{
    CHECK(parse_number<int>("42") == 42);
    CHECK_FALSE(parse_number<int>("-1"));
    CHECK_FALSE(parse_number<int>("4x"));
    CHECK_FALSE(parse_number<int>(""));
    CHECK_FALSE(parse_number<unsigned char>("256"));
}

TEST_CASE("the nearest word is offered only when it is near")
{
    CHECK(nearest("adress", {"port", "address"}) == "address");
    CHECK_FALSE(nearest("banana", {"port", "address"}));
}

TEST_CASE("case is ignored for ASCII letters only")
{
    CHECK(equals_ignoring_case("PrivMsg", "PRIVMSG"));
    CHECK_FALSE(equals_ignoring_case("a", "ab"));
    CHECK(to_upper("caf\xc3\xa9") == "CAF\xc3\xa9");
}

TEST_CASE("the first of a few letters is found, as the library finds it")
{
    for (const std::string_view text : {"", "abc", "a\nb\rc", "\r", "abc\n", "\n\r"}) {
        for (const std::string_view letters : {"", "\n", "\r\n", "cb"}) {
            CHECK(find_any(text, letters) == text.find_first_of(letters));
        }
    }
    const std::string_view zero("a\0b", 3);
    CHECK(find_any(zero, std::string_view("\0", 1)) == 1);
}
