// SPDX-License-Identifier: MIT
#include "daemon/plain_lines.h"

#include "tests/support/catch.h"

using namespace hubbub;
using daemon::plain_line;
using daemon::PlainView;
using daemon::TimeStyle;
using wire::Line;

namespace {

const PlainView view{"me", "#lobby", TimeStyle::off};
constexpr std::string_view alice = "alice!~a@host";

std::string shown(const Line& line)
{
    return plain_line(line, view);
}

} // namespace

TEST_CASE("speech is shown by where it was said")
{
    CHECK(shown({alice, "PRIVMSG", {"#lobby", "hi"}}) == "<alice> hi\r\n");
    CHECK(shown({alice, "PRIVMSG", {"#dev", "hi"}}) == "#dev <alice> hi\r\n");
    CHECK(shown({alice, "PRIVMSG", {"me", "psst"}}) == "*alice* psst\r\n");
    CHECK(shown({alice,
                 "PRIVMSG",
                 {"#lobby", "\x01"
                            "ACTION yawns\x01"}}) == "* alice yawns\r\n");
    CHECK(shown({alice, "PRIVMSG", {"me", "\x01VERSION\x01"}}).empty());
}

TEST_CASE("each line of a message of several lines has the head, and soft breaks are none")
{
    CHECK(shown({alice, "PRIVMSG", {"#lobby", "one \rstill one\n\n** two"}}) ==
          "<alice> one still one\r\n<alice> \r\n<alice> ** two\r\n");
    CHECK(shown({alice, "PRIVMSG", {"me", "a\nb"}}) == "*alice* a\r\n*alice* b\r\n");
}

TEST_CASE("no text forges another kind of line, and no escape passes")
{
    CHECK(shown({alice,
                 "PRIVMSG",
                 {"#lobby", "** fake \x1b[2J\x02"
                            "bold\x02"}}) == "<alice> ** fake [2Jbold\r\n");
}

TEST_CASE("events, mistakes and times")
{
    CHECK(shown({alice, "JOIN", {"#lobby"}}) == "-- alice joined #lobby\r\n");
    CHECK(shown({"me!~m@host", "JOIN", {"#lobby"}}).empty());
    CHECK(shown({alice, "QUIT", {"bye"}}) == "-- alice has gone (bye)\r\n");
    CHECK(shown({alice, "QUIT", {"Quit: bye"}}) == "-- alice has gone (Quit: bye)\r\n");
    CHECK(shown({alice, "QUIT", {"Quit: "}}) == "-- alice has gone\r\n"); // no reason given
    CHECK(shown({"", "ERROR", {"Closing link: host (Killed (ann (out)))"}}) ==
          "** goodbye (Killed (ann (out)))\r\n");
    CHECK(shown({"", "ERROR", {"Closing link: host (Quit: )"}}) == "** goodbye\r\n");
    CHECK(shown({"me!~m@host", "NICK", {"you"}}) == "-- you are now known as you\r\n");
    CHECK(shown({"irc", "401", {"me", "zed", "No such nick"}}) == "!! no such nick: zed\r\n");
    CHECK(shown({"irc", "499", {"me", "x", "Something odd"}}) == "!! Something odd\r\n");
    CHECK(shown({"irc", "900", {"me", "me!~m@host", "ann", "You are now logged in as ann"}}) ==
          "** you are logged in as ann\r\n");
    CHECK(shown({"irc", "265", {"me", "1", "1", "Current"}}).empty());
    CHECK(shown({"irc", "FAIL", {"PRIVMSG", "X", "Not now"}}) == "!! Not now\r\n");
    const WallTime noon{std::chrono::hours(12)};
    CHECK(daemon::plain_time(noon, TimeStyle::utc) == "[12:00] ");
    CHECK(daemon::plain_time(noon, TimeStyle::iso) == "[1970-01-01T12:00:00.000Z] ");
    CHECK(daemon::plain_time(noon, TimeStyle::off).empty());
}
