// SPDX-License-Identifier: MIT
#include "tui/model/scrollback.h"

#include "tests/support/catch.h"

#include <algorithm>
#include <string>
#include <vector>

using namespace hubbub;
using namespace hubbub::tui::model;

namespace {

ChatLine line_at(int second, std::string_view text, std::string_view msgid)
{
    ChatLine line;
    line.kind = LineKind::message;
    line.time = WallTime(std::chrono::seconds(second));
    line.nick = "alice";
    line.text = text;
    line.msgid = msgid;
    return line;
}

std::string texts(const Scrollback& lines)
{
    std::string all;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        all += std::string(lines[i].text) + " ";
    }
    return all;
}

} // namespace

TEST_CASE("lines come back as they were put in, made safe")
{
    Scrollback lines;
    lines.append(line_at(1,
                         "caf\xc3\xa9 \x02"
                         "bold\x02 \x1b[2J\xff",
                         "id"));
    CHECK(lines[0].nick == "alice");
    CHECK(lines[0].text == "caf\xc3\xa9 \x02"
                           "bold\x02 [2J\xef\xbf\xbd");
    CHECK(lines[0].msgid == "id");
    CHECK(lines[0].time == WallTime(std::chrono::seconds(1)));
}

TEST_CASE("pages of history find their place, and no line comes twice")
{
    Scrollback lines;
    lines.append(line_at(50, "e", "5"));
    lines.append(line_at(60, "f", "6"));
    CHECK(lines.merge({line_at(10, "a", "1"), line_at(20, "b", "2")}) == 2);
    CHECK(lines.merge({line_at(20, "b", "2"), line_at(30, "c", "3"), line_at(40, "d", "4"),
                       line_at(50, "e", "5")}) == 2);
    CHECK(texts(lines) == "a b c d e f ");
    CHECK(lines.prepended() == 4);
    CHECK(lines.merge({line_at(60, "f", "6"), line_at(70, "g", "7")}) == 1);
    CHECK(texts(lines) == "a b c d e f g ");
}

TEST_CASE("a pending line is confirmed by its label, fails by it, or is found again")
{
    Scrollback lines;
    for (const char* label : {"h1", "h2", "h3"}) {
        ChatLine line = line_at(1, label, label);
        line.state = LineState::pending;
        line.mine = true;
        lines.append(line);
    }
    CHECK(lines.confirm("h1", "id1", WallTime(std::chrono::seconds(5))));
    CHECK(lines[0].state == LineState::stored);
    CHECK(lines[0].msgid == "id1");
    CHECK_FALSE(lines.confirm("h1", "id1", {}));
    CHECK(lines.fail("h2"));
    CHECK(lines[1].state == LineState::failed);
    ChatLine stored = line_at(9, "h3", "id3");
    stored.mine = true;
    CHECK(lines.merge({stored}) == 0);
    CHECK(lines[2].state == LineState::stored);
    CHECK(lines.size() == 3);
}

TEST_CASE("many lines are many lines")
{
    Scrollback lines;
    for (int i = 0; i < 100000; ++i) {
        lines.append(line_at(i, std::to_string(i), {}));
    }
    CHECK(lines[99999].text == "99999");
    CHECK(lines[12345].text == "12345");
}
