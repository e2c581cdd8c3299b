// SPDX-License-Identifier: MIT
#include "wire/line.h"

#include "tests/support/catch.h"
#include "wire/message.h"
#include "wire/tags.h"

#include <string>

using namespace hubbub;
using namespace hubbub::wire;

namespace {

constexpr Parts every_part = Part::time | Part::msgid | Part::account | Part::client_tags |
                             Part::batch | Part::label | Part::bot;

std::string bytes(const Line& line, Parts shown = {})
{
    std::string out;
    encode(line, shown, out);
    return out;
}

Line full_line()
{
    Line line{"alice!a@host", "PRIVMSG", {"#hub", "tea, anyone?"}};
    line.time = WallTime{Millis{1'700'000'000'123}};
    line.msgid = "m1";
    line.account = "alice";
    line.client_tags = "+reply=x;+y";
    line.batch = "b1";
    line.label = "one two";
    line.bot = true;
    return line;
}

WallTime time_of(std::string_view text)
{
    WallTime time;
    INFO(text);
    REQUIRE(parse_time(text, time));
    return time;
}

bool is_refused(std::string_view text)
{
    WallTime time;
    return !parse_time(text, time);
}

} // namespace

TEST_CASE("a colon stands before the last parameter only where it is needed or asked for")
{
    CHECK(bytes({"", "PING", {"x"}}) == "PING x\r\n");
    CHECK(bytes({"s", "A", {"b", ""}}) == ":s A b :\r\n");
    CHECK(bytes({"s", "A", {"b c"}}) == ":s A :b c\r\n");
    CHECK(bytes({"s", "A", {":)"}}) == ":s A ::)\r\n");
    CHECK(bytes({"s", "A", {}}) == ":s A\r\n");
    Line line{"s", "A", {"b"}};
    line.trailing = true;
    CHECK(bytes(line) == ":s A :b\r\n");
}

TEST_CASE("a recipient gets the tags that are both there and shown")
{
    const Line line = full_line();
    CHECK(bytes(line) == ":alice!a@host PRIVMSG #hub :tea, anyone?\r\n");
    CHECK(bytes(line, Part::msgid).starts_with("@msgid=m1 :alice"));
    CHECK(bytes(line, Part::time).starts_with("@time=2023-11-14T22:13:20.123Z :alice"));
    CHECK(bytes({"s", "A", {}}, every_part) == ":s A\r\n");
    CHECK(line.present() == every_part);
}

TEST_CASE("what was encoded parses to what it was")
{
    const std::string out = bytes(full_line(), every_part);
    REQUIRE(out.ends_with("\r\n"));
    Message message;
    REQUIRE(parse(std::string_view(out).substr(0, out.size() - 2), message) == ParseError::none);
    CHECK(message.source == "alice!a@host");
    CHECK(message.command == "PRIVMSG");
    CHECK(message.parameters.size() == 2);
    CHECK(message.parameters[1] == "tea, anyone?");
    CHECK(find_tag(message.tags, "label") == "one two");
    CHECK(find_tag(message.tags, "msgid") == "m1");
    CHECK(find_tag(message.tags, "account") == "alice");
    CHECK(find_tag(message.tags, "batch") == "b1");
    CHECK(find_tag(message.tags, "bot") == "");
    CHECK(find_tag(message.tags, "+reply") == "x");
    CHECK(find_tag(message.tags, "+y") == "");
}

TEST_CASE("no part of a line can make it two, or end its tags early")
{
    using namespace std::string_view_literals;
    Line line{"s\r\n", "A\n", {"b\rQUIT", "c\nQUIT :\0x"sv}};
    line.msgid = "a b\r\nQUIT";
    line.account = "x;admin y";
    line.client_tags = "+a=1 2";
    const std::string out = bytes(line, every_part);
    CHECK(out.find_first_of("\r\n") == out.size() - 2);
    CHECK(out.find('\0') == std::string::npos);
    CHECK(out.starts_with("@msgid=a_b__QUIT;account=x\\:admin\\sy;+a=1_2 :s"));
}

TEST_CASE("encoding appends")
{
    std::string out = "before ";
    encode({"", "PING", {"x"}}, {}, out);
    CHECK(out == "before PING x\r\n");
}

TEST_CASE("times go there and back")
{
    for (const std::string text : {"1970-01-01T00:00:00.001Z", "2026-02-28T23:59:59.999Z",
                                   "2024-02-29T12:00:00.000Z", "9999-12-31T23:59:59.999Z"}) {
        CHECK(format_time(time_of(text)) == text);
    }
    CHECK(time_of("2023-11-14T22:13:20Z") == WallTime{Millis{1'700'000'000'000}});
    CHECK(time_of("2023-11-14T22:13:20.5Z") == WallTime{Millis{1'700'000'000'500}});
    CHECK(time_of("2023-11-14T22:13:20.123456789Z") == WallTime{Millis{1'700'000'000'123}});
}

TEST_CASE("a time that is not exactly one is refused")
{
    for (const std::string_view text : {"",
                                        "Z",
                                        "2023-11-14",
                                        "2023-11-14T22:13:20",
                                        "2023-11-14 22:13:20Z",
                                        "2023-11-14T22:13:20.Z",
                                        "2023-11-14T22:13:20.12",
                                        "2023-11-14T22:13:20Zz",
                                        "2023-11-14T22:13:20+00:00",
                                        "2023-02-29T00:00:00Z",
                                        "2023-13-01T00:00:00Z",
                                        "2023-00-01T00:00:00Z",
                                        "2023-01-00T00:00:00Z",
                                        "2023-01-01T24:00:00Z",
                                        "2023-01-01T00:60:00Z",
                                        "2023-01-01T00:00:61Z",
                                        "-023-01-01T00:00:00Z",
                                        "+023-01-01T00:00:00Z",
                                        " 023-01-01T00:00:00Z",
                                        "2023-1-01T00:00:00Z",
                                        "2023-01-01T0x:00:00Z",
                                        "20233-01-01T00:00:00Z"}) {
        INFO(text);
        CHECK(is_refused(text));
    }
}
