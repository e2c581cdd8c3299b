// SPDX-License-Identifier: MIT
#include "tui/model/scrollback.h"

#include "tests/support/catch.h"

#include <algorithm>
#include <random>
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

TEST_CASE("times long before and after ours come back, and those past all calendars are bounded")
{
    Scrollback lines;
    const auto years = std::chrono::hours(24) * 365;
    for (const int far : {-4000, -60, 0, 4000}) {
        ChatLine line = line_at(7, "far", "");
        line.time += far * years;
        lines.append(line);
        CHECK(lines[lines.size() - 1].time == line.time);
    }
    ChatLine line = line_at(7, "too far", "");
    line.time = WallTime::max();
    lines.append(line);
    CHECK(lines[4].time > lines[3].time);
    CHECK(lines[4].text == "too far");
}

TEST_CASE("lines that fill a piece of memory to its end, and longer ones, come back")
{
    Scrollback lines;
    const std::string full(65535, 'x');
    lines.append(line_at(1, full, ""));
    lines.append(line_at(2, "", ""));
    lines.append(line_at(3, full + full, "id"));
    lines.append(line_at(4, "short", ""));
    CHECK(lines[0].text == full);
    CHECK(lines[1].text.empty());
    CHECK(lines[2].text == full + full);
    CHECK(lines[2].msgid == "id");
    CHECK(lines[3].text == "short");
}

TEST_CASE("pages of history find their place, and no line comes twice")
{
    Scrollback lines;
    Marks marks;
    const HistoryPlace unknown;
    lines.append(line_at(50, "e", "5"));
    lines.append(line_at(60, "f", "6"));
    marks.last_read = 0;
    marks.window = Anchor{1, 0};
    CHECK(lines.merge({line_at(10, "a", "1"), line_at(20, "b", "2")}, unknown, marks).added == 2);
    const Scrollback::Merged middle = lines.merge({line_at(20, "b", "2"), line_at(30, "c", "3"),
                                                   line_at(40, "d", "4"), line_at(50, "e", "5")},
                                                  unknown, marks);
    CHECK(middle.added == 2);
    CHECK(middle.known == 2);
    CHECK(texts(lines) == "a b c d e f ");
    CHECK(marks.last_read == 4); // they stay with their lines
    CHECK(marks.window->line == 5);
    CHECK(lines.merge({line_at(60, "f", "6"), line_at(70, "g", "7")}, unknown, marks).added == 1);
    CHECK(texts(lines) == "a b c d e f g ");
    CHECK(marks.window->line == 5);
}

TEST_CASE("lines of one time, or of times that go back, keep the order they came in")
{
    Scrollback lines;
    Marks marks;
    std::vector<ChatLine> page;
    std::vector<std::string> names;
    for (int i = 0; i < 300; ++i) {
        names.push_back(std::to_string(i));
    }
    std::string all;
    for (const std::string& name : names) {
        page.push_back(line_at(7, name, name));
        all += name + " ";
    }
    lines.append(line_at(1000, "now", "now"));
    const HistoryPlace above{HistoryPlace::Side::above, "now"};
    CHECK(lines.merge(page, above, marks).added == 300);
    CHECK(texts(lines) == all + "now ");
    CHECK(lines.merge(page, above, marks).added == 0);
    CHECK(lines
              .merge({line_at(5000, "later", "x"), line_at(3, "earlier", "y")},
                     {HistoryPlace::Side::below, "now"}, marks)
              .added == 2);
    CHECK(texts(lines) == all + "now later earlier ");
}

TEST_CASE("the pieces of one long message share its id, and are all there")
{
    Scrollback lines;
    Marks marks;
    const std::vector<ChatLine> pieces = {line_at(1, "a", "m"), line_at(1, "a", "m"),
                                          line_at(1, "b", "m")};
    CHECK(lines.merge(pieces, {}, marks).added == 3);
    CHECK(lines.merge(pieces, {}, marks).added == 0);
    CHECK(texts(lines) == "a a b ");
}

// A room as the server has it, and a client that hears it live, loses its connection, sees echoes
// late, and fetches pages both ways: it ends with a run of the server's order, each line once.
TEST_CASE("whatever comes when, the stored lines stand in the server's order, each once")
{
    std::mt19937 random(11);
    const auto below = [&](std::size_t limit) { return random() % limit; };
    for (int round = 0; round < 200; ++round) {
        std::vector<std::string> ids;
        std::vector<int> times;
        const auto grow = [&] {
            ids.push_back("id" + std::to_string(ids.size()));
            times.push_back(static_cast<int>(below(4) == 0 ? below(50) : ids.size() / 3));
        };
        const auto page = [&](std::size_t from, std::size_t to) {
            std::vector<ChatLine> run;
            for (std::size_t i = from; i < to; ++i) {
                run.push_back(line_at(times[i], ids[i], ids[i]));
            }
            return run;
        };
        for (std::size_t i = 0; i < 40; ++i) {
            grow();
        }
        Scrollback lines;
        Marks marks;
        std::size_t first = 35; // of the server's lines, the first that is here
        lines.merge(page(first, ids.size()), {}, marks);
        for (int step = 0; step < 30; ++step) {
            switch (below(5)) {
            case 0: // said live
                grow();
                lines.append(line_at(times.back(), ids.back(), ids.back()));
                break;
            case 1: { // local, by a clock that is wrong
                ChatLine info = line_at(static_cast<int>(below(90000)), "info", {});
                info.kind = LineKind::info;
                lines.append(info);
                break;
            }
            case 2: { // said here; others are heard before the echo
                ChatLine mine = line_at(static_cast<int>(below(90000)), "mine", "label");
                mine.state = LineState::pending;
                mine.mine = true;
                lines.append(mine);
                for (std::size_t i = below(3); i > 0; --i) {
                    grow();
                    lines.append(line_at(times.back(), ids.back(), ids.back()));
                }
                grow();
                REQUIRE(lines.confirm("label", ids.back(), {}, marks));
                break;
            }
            case 3: { // further back
                const std::size_t from = first - std::min<std::size_t>(first, 1 + below(6));
                lines.merge(page(from, first), {HistoryPlace::Side::above, ids[first]}, marks);
                first = from;
                break;
            }
            default: { // a gap, filled while new lines come
                const std::string last(lines[lines.newest_stored()].msgid);
                const std::size_t gap = ids.size();
                for (std::size_t i = below(8); i > 0; --i) {
                    grow();
                }
                for (std::size_t i = below(3); i > 0; --i) {
                    grow();
                    lines.append(line_at(times.back(), ids.back(), ids.back()));
                }
                lines.merge(page(gap, ids.size()), {HistoryPlace::Side::below, last}, marks);
            }
            }
        }
        std::vector<std::string> found;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (!lines[i].msgid.empty()) {
                found.emplace_back(lines[i].msgid);
            }
        }
        CHECK(found == std::vector<std::string>(ids.begin() + static_cast<std::ptrdiff_t>(first),
                                                ids.end()));
    }
}

TEST_CASE("a pending line is confirmed by its label, fails by it, or is found again")
{
    Scrollback lines;
    Marks marks;
    for (const char* label : {"h1", "h2", "h3", "h4"}) {
        ChatLine line = line_at(1, label, label);
        line.state = LineState::pending;
        line.mine = true;
        lines.append(line);
    }
    CHECK(lines.confirm("h1", "id1", WallTime(std::chrono::seconds(5)), marks));
    CHECK(lines[0].state == LineState::stored);
    CHECK(lines[0].msgid == "id1");
    CHECK_FALSE(lines.confirm("h1", "id1", {}, marks));
    CHECK(lines.doubt("h2"));
    CHECK_FALSE(lines.doubt("h2"));
    CHECK(lines[1].state == LineState::unsure);
    ChatLine stored = line_at(9, "h3", "id3");
    stored.mine = true;
    CHECK(lines.merge({stored}, {}, marks).added == 0);
    CHECK(lines[2].state == LineState::stored);
    CHECK(lines.size() == 4);
    CHECK(lines.revive("h2"));
    CHECK_FALSE(lines.revive("h2"));
    CHECK(lines[1].state == LineState::pending);
    marks.last_read = 3;
    CHECK(lines.confirm("h4", "id1", {}, marks)); // what history had brought already goes
    CHECK(lines.size() == 3);
    CHECK(marks.last_read == 2U);
    CHECK(lines.confirm("h2", "id1", {}, marks));
    CHECK(lines.size() == 2);
    CHECK(lines[1].msgid == "id3");
}

TEST_CASE("a line that fails does so for good, whether it was pending or unsure")
{
    Scrollback lines;
    for (const char* label : {"h1", "h2"}) {
        ChatLine line = line_at(1, label, label);
        line.state = LineState::pending;
        lines.append(line);
    }
    CHECK(lines.doubt("h2"));
    for (const char* label : {"h1", "h2"}) {
        CHECK(lines.fail(label));
        CHECK_FALSE(lines.fail(label));
        CHECK_FALSE(lines.revive(label));
    }
    CHECK(lines[0].state == LineState::failed);
    CHECK(lines[1].state == LineState::failed);
}

TEST_CASE("what waits is neither let go nor cleared away, what has failed is")
{
    const LineState state = GENERATE(LineState::pending, LineState::unsure, LineState::failed);
    const bool stays = state != LineState::failed;
    Scrollback lines;
    Marks marks;
    ChatLine own = line_at(0, "own", "h1");
    own.state = state;
    lines.append(own);
    for (int i = 1; i < 10; ++i) {
        lines.append(line_at(i, std::to_string(i), "id" + std::to_string(i)));
    }
    CHECK(lines.let_go(2, marks) == (stays ? 0 : 8));
    CHECK(lines.size() == (stays ? 10 : 2));
    lines.clear();
    CHECK(texts(lines) == (stays ? "own " : ""));
    CHECK_FALSE(lines.has("id9"));
    CHECK(lines.fail("h1") == stays);
    lines.clear();
    CHECK(lines.empty());
}

TEST_CASE("more nicks than the table holds are all kept")
{
    Scrollback lines;
    for (int i = 0; i < 70000; ++i) {
        const std::string nick = "n" + std::to_string(i);
        ChatLine line = line_at(i, "text", "id");
        line.nick = nick;
        lines.append(line);
    }
    for (const std::size_t i : {0U, 65534U, 65535U, 65536U, 69999U}) {
        CHECK(lines[i].nick == "n" + std::to_string(i));
        CHECK(lines[i].text == "text");
        CHECK(lines[i].msgid == "id");
    }
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

TEST_CASE("the oldest lines are let go, and what points into the others stays with them")
{
    Scrollback lines;
    Marks marks;
    for (int i = 0; i < 10; ++i) {
        lines.append(line_at(i, std::to_string(i), "id" + std::to_string(i)));
    }
    marks.last_read = 2;
    marks.found = 7;
    marks.window = Anchor{8, 1};
    CHECK(lines.let_go(6, marks) == 4);
    CHECK(texts(lines) == "4 5 6 7 8 9 ");
    CHECK(lines[0].nick == "alice");
    CHECK(lines[0].msgid == "id4");
    CHECK(lines[0].time == WallTime(std::chrono::seconds(4)));
    CHECK_FALSE(marks.last_read);
    CHECK(marks.found == 3U);
    CHECK(marks.window->line == 4);
    CHECK(marks.window->rows_below == 1);
    CHECK_FALSE(lines.has("id3"));
    CHECK(lines.has("id4"));
    CHECK(lines.let_go(6, marks) == 0);
    CHECK(lines.let_go(100, marks) == 0);
}

TEST_CASE("the pieces of a long message stay or go together, and what waits for the server stays")
{
    Scrollback lines;
    Marks marks;
    for (const char* id : {"1", "2", "2", "2", "3"}) {
        lines.append(line_at(1, id, id));
    }
    CHECK(lines.let_go(2, marks) == 1); // not the first pieces of 2 without the last
    CHECK(texts(lines) == "2 2 2 3 ");
    ChatLine waiting = line_at(2, "waits", "h1");
    waiting.state = LineState::pending;
    lines.append(waiting);
    lines.append(line_at(3, "4", "4"));
    lines.append(line_at(3, "5", "5"));
    CHECK(lines.let_go(1, marks) == 4);
    CHECK(texts(lines) == "waits 4 5 ");
    CHECK(lines.confirm("h1", "6", WallTime(std::chrono::seconds(4)), marks));
    CHECK(texts(lines) == "4 5 waits ");
}

TEST_CASE("a few lines take little memory, and many no more than another piece beside themselves")
{
    Scrollback lines;
    const std::string text(100, 'x');
    constexpr std::size_t a_line = 18; // beside its text
    lines.append(line_at(1, text, ""));
    CHECK(lines.memory() < 5000);
    for (std::size_t count = 2; count <= 3000; ++count) {
        lines.append(line_at(static_cast<int>(count), text, ""));
        const std::size_t used = count * (text.size() + a_line);
        CHECK(lines.memory() <= used + std::min<std::size_t>(used, 65536) + 5000);
    }
}

TEST_CASE("the memory of lines that were let go is given back")
{
    Scrollback lines;
    Marks marks;
    const std::string text(90, 'x');
    const auto fill = [&](int from) {
        for (int i = from; i < from + 20'000; ++i) {
            lines.append(line_at(i, text, "an-id-of-some-length-" + std::to_string(i)));
        }
    };
    fill(0);
    const std::size_t full = lines.memory();
    CHECK(full > 20'000 * text.size());
    lines.let_go(1000, marks);
    const std::size_t left = lines.memory();
    CHECK(left < full / 10);
    for (int round = 1; round < 5; ++round) { // and does not grow with what has come and gone
        fill(round * 20'000);
        lines.let_go(1000, marks);
        CHECK(lines.size() == 1000);
        CHECK(lines.memory() <= left * 11 / 10);
    }
}
