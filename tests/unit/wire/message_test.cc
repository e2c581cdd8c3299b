// SPDX-License-Identifier: MIT
#include "wire/message.h"

#include "base/strings.h"
#include "tests/support/catch.h"

#include <string>
#include <vector>

using namespace hubbub;
using namespace hubbub::wire;

namespace {

Message parsed(std::string_view line)
{
    Message message;
    INFO(line);
    REQUIRE(parse(line, message) == ParseError::none);
    return message;
}

ParseError error_of(std::string_view line)
{
    Message message;
    return parse(line, message);
}

std::vector<std::string> parameters(std::string_view line)
{
    const Message message = parsed(line);
    return {message.parameters.begin(), message.parameters.end()};
}

using List = std::vector<std::string>;

} // namespace

TEST_CASE("a whole line comes apart into its four parts")
{
    const Message message = parsed("@a=1;+b :alice!a@host PRIVMSG #hub :tea, anyone?");
    CHECK(message.tags == "a=1;+b");
    CHECK(message.source == "alice!a@host");
    CHECK(message.command == "PRIVMSG");
    REQUIRE(message.parameters.size() == 2);
    CHECK(message.parameters[0] == "#hub");
    CHECK(message.parameters[1] == "tea, anyone?");
    CHECK(message.parameters[2].empty());
}

TEST_CASE("only the last parameter may hold spaces, colons first or nothing at all")
{
    CHECK(parameters("A") == List{});
    CHECK(parameters("A b c") == List{"b", "c"});
    CHECK(parameters("A b :") == List{"b", ""});
    CHECK(parameters("A b ::c d") == List{"b", ":c d"});
    CHECK(parameters("A b: c:d") == List{"b:", "c:d"});
    CHECK(parameters("A :b  c ") == List{"b  c "});
}

TEST_CASE("spaces between and after the parts mean nothing")
{
    CHECK(parameters("  A   b    c   ") == List{"b", "c"});
    const Message message = parsed("@t   :s   A   :x");
    CHECK(message.tags == "t");
    CHECK(message.source == "s");
    CHECK(message.command == "A");
    CHECK(message.parameters[0] == "x");
}

TEST_CASE("the fifteenth parameter takes the rest, with or without a colon")
{
    const List with_colon = parameters("A 1 2 3 4 5 6 7 8 9 10 11 12 13 14 :15 16");
    const List without = parameters("A 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16");
    CHECK(with_colon.size() == 15);
    CHECK(with_colon.back() == "15 16");
    CHECK(without == with_colon);
}

TEST_CASE("a line of nothing is empty, a line that cannot be one is malformed")
{
    CHECK(error_of("") == ParseError::empty);
    CHECK(error_of("    ") == ParseError::empty);
    CHECK(error_of("@tags") == ParseError::malformed);
    CHECK(error_of("@tags ") == ParseError::malformed);
    CHECK(error_of(":source") == ParseError::malformed);
    CHECK(error_of("@tags :source  ") == ParseError::malformed);
}

TEST_CASE("NUL, CR and LF are refused wherever they stand")
{
    for (const char bad : {'\0', '\r', '\n'}) {
        const std::string one(1, bad);
        CHECK(error_of("A b" + one + "c") == ParseError::malformed);
        CHECK(error_of("A :b " + one) == ParseError::malformed);
        CHECK(error_of(one) == ParseError::malformed);
        CHECK(error_of("@a=" + one + " A") == ParseError::malformed);
    }
}

TEST_CASE("a message keeps nothing of the line before it")
{
    Message message;
    REQUIRE(parse("@a :b C d e", message) == ParseError::none);
    REQUIRE(parse("X", message) == ParseError::none);
    CHECK(message.tags.empty());
    CHECK(message.source.empty());
    CHECK(message.parameters.empty());
    CHECK(parse("", message) == ParseError::empty);
    CHECK(message.command.empty());
}

TEST_CASE("bytes that are no UTF-8 are passed on as they came")
{
    CHECK(parameters("A :\xff\xfe") == List{"\xff\xfe"});
}
