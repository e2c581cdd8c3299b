// SPDX-License-Identifier: MIT
// The screen as text, at several sizes.
#include "base/strings.h"
#include "tests/support/catch.h"
#include "tests/support/frame_text.h"
#include "tests/unit/tui/scene.h"
#include "tui/input/keymap.h"
#include "tui/input/slash.h"
#include "tui/model/links.h"
#include "tui/model/model.h"
#include "tui/view/days.h"
#include "tui/view/layout.h"
#include "tui/view/overlay.h"
#include "tui/view/pane.h"
#include "tui/view/render.h"
#include "tui/view/wrap.h"
#include "wire/format.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <random>
#include <string>
#include <utility>

using namespace hubbub;
using namespace hubbub::tui;
using model::ChatLine;
using model::LineKind;
using tests::lines_of;
using tests::Scene;

TEST_CASE("a wide screen shows title, lines, nicks, status and input")
{
    Scene scene;
    scene.model.here().input.insert("typing");
    const view::Frame frame = view::render(scene.model, {100, 12});
    const std::vector<std::string> lines = lines_of(frame);
    CHECK(lines[0].starts_with(" #lobby  tea "));
    CHECK(lines[0].ends_with(" 2 here"));
    CHECK(lines[1].ends_with("│ @alice"));
    CHECK(lines[2].ends_with("│  bob") == false);
    CHECK(lines[2].ends_with("│ bob"));
    CHECK(lines[6].find("Thursday,  1 January 1970") != std::string::npos);
    CHECK(lines[7].starts_with("11:00         bob hello there"));

    CHECK(lines[8].starts_with("                  on small"));
    CHECK(lines[9].starts_with("11:00       alice short"));
    CHECK(lines[10].starts_with(" 12:00 alice@example  1:hubbub 2:#lobby"));
    CHECK(lines[10].ends_with("lag 3 ms"));
    CHECK(lines[11] == "#lobby> typing");
    CHECK(frame.cursor_row == 11);
    CHECK(frame.cursor_column == 14);
}

TEST_CASE("a narrow screen hides the lists and hangs the indent")
{
    Scene scene;
    const std::vector<std::string> lines = lines_of(view::render(scene.model, {40, 12}));
    CHECK(lines[4].starts_with("11:00      bob hello there"));
    CHECK(lines[5].starts_with("               line that"));
    CHECK(lines[9] == "11:00    alice short");
}

TEST_CASE("every size down to one cell is drawn")
{
    Scene scene;
    scene.model.hint = "a hint";
    for (int columns = 1; columns < 130; columns += columns < 45 ? 1 : 7) {
        for (int rows = 1; rows < 30; ++rows) {
            const view::Frame frame = view::render(scene.model, {columns, rows});
            CHECK(frame.cursor_column < columns);
            CHECK(frame.cursor_row < rows);
        }
    }
}

TEST_CASE("the input scrolls sideways so that the cursor is seen")
{
    Scene scene;
    scene.model.here().input.insert(std::string(100, 'x') + "END");
    const std::vector<std::string> lines = lines_of(view::render(scene.model, {40, 8}));
    CHECK(lines[7].ends_with("END"));
}

TEST_CASE("help is readable on a narrow screen, and scrolls to its last row")
{
    Scene scene;
    input::Requests requests;
    input::submit("/help", scene.model, requests);
    const view::Size size{30, 8};
    const view::Layout layout = view::lay_out(scene.model, size);
    std::string seen;
    while (true) {
        const std::size_t top = scene.model.overlay_top;
        for (const std::string& line : lines_of(view::render(scene.model, size))) {
            seen += line + " ";
        }
        scene.model.overlay_top = view::move_overlay(scene.model, layout, -1);
        if (scene.model.overlay_top == top) {
            break;
        }
    }
    for (std::string line : scene.model.overlay) {
        std::replace(line.begin(), line.end(), '\t', ' ');
        for (const std::string_view word : words(line)) {
            CHECK(seen.find(word) != std::string::npos);
        }
    }
    scene.model.overlay_top = view::move_overlay(scene.model, layout, 1000);
    CHECK(scene.model.overlay_top == 0);
}

TEST_CASE("what does not fit beside a command stands below its own column")
{
    Scene scene;
    scene.model.overlay = {"Commands",
                           "/notice NICK TEXT\tsays something that programs do not answer"};
    const std::vector<std::string> wide = lines_of(view::render(scene.model, {60, 8}));
    CHECK(wide[2].starts_with(" /notice NICK TEXT             says something that"));
    CHECK(wide[3].find_first_not_of(' ') == 31);
    const std::vector<std::string> narrow = lines_of(view::render(scene.model, {34, 8}));
    CHECK(narrow[2] == " /notice NICK TEXT"); // no room for two columns
    CHECK(narrow[3].starts_with("     says something that"));
}

TEST_CASE("help and the keys are a key away")
{
    Scene scene;
    for (const auto& [letter, title] : {std::pair("h", "Commands"), std::pair("k", "Keys")}) {
        input::Requests requests;
        input::Key key;
        key.name = input::Key::Name::text;
        key.text = letter;
        key.alt = true;
        input::press(key, scene.model, requests);
        REQUIRE_FALSE(scene.model.overlay.empty());
        CHECK(scene.model.overlay.front().starts_with(title));
    }
}

TEST_CASE("help stands in two columns, its longer lines under each other, over the lists")
{
    Scene scene;
    input::Requests requests;
    input::submit("/help", scene.model, requests);
    const std::vector<std::string> lines = lines_of(view::render(scene.model, {80, 40}));
    const auto at = [&](std::string_view text) {
        return std::find_if(lines.begin(), lines.end(), [&](const std::string& line) {
            return line.find(text) != std::string::npos;
        });
    };
    const auto row = at("/mentions");
    REQUIRE(row != lines.end());
    CHECK(row->find("lists who") == 31);
    CHECK((row + 1)->find_first_not_of(' ') == 31); // the rest of it
    CHECK(at("@alice") == lines.end());             // the list of nicks has made room
}

TEST_CASE("a narrow status line shows where one is, and what is new")
{
    Scene scene;
    for (const char* name : {"#one", "#two", "#three", "#four"}) {
        scene.model.network().open(name);
    }
    scene.model.buffers.back()->unread = 2;
    const std::vector<std::string> lines = lines_of(view::render(scene.model, {40, 12}));
    CHECK(lines[10] == " 12:00 alice  2:#lobby 6:#four(2)");
    const std::vector<std::string> wide = lines_of(view::render(scene.model, {100, 12}));
    CHECK(wide[10].starts_with(" 12:00 alice@example  1:hubbub 2:#lobby 3:#one"));
    scene.model.network().connection = model::Connection::offline;
    CHECK(lines_of(view::render(scene.model, {40, 12}))[10].ends_with("not connected"));
}

TEST_CASE("a name that is too long for a list is cut with a sign")
{
    Scene scene;
    scene.model.here().put_member({"somebody_with_a_long_nick", "", false});
    bool found = false;
    for (const std::string& line : lines_of(view::render(scene.model, {100, 12}))) {
        found = found || line.ends_with("somebody_with_\xe2\x80\xa6");
    }
    CHECK(found);
}

TEST_CASE("addresses are links, whole on every row they take, without what ends the sentence")
{
    const auto found = [](std::string_view text) {
        std::string all;
        for (const model::Link& link : model::find_links(text)) {
            all += std::string(text.substr(link.start, link.size)) + "|";
        }
        return all;
    };
    CHECK(found("see https://a.example/x_(y), or (http://b.example).") ==
          "https://a.example/x_(y)|http://b.example|");
    CHECK(found("irc://c.example/#d ircs://e <https://f?g=h>") ==
          "irc://c.example/#d|ircs://e|https://f?g=h|");
    CHECK(found("javascript://x file:///etc https:// nothing") == "");
    CHECK(found("HTTP://X.example!") == "HTTP://X.example|");
    for (const view::Row& row : view::wrap("go https://long.example/very/long/path on", 12, {})) {
        for (const view::Span& span : row) {
            CHECK((span.link.empty() || span.link == "https://long.example/very/long/path"));
            CHECK((span.text.find("long") == std::string::npos || !span.link.empty()));
        }
    }
}

TEST_CASE("comings and goings in a row are one line, and those of another kind are not")
{
    Scene scene;
    const auto presence = [&](LineKind kind, std::string_view nick, std::string_view why = {}) {
        ChatLine line;
        line.kind = kind;
        line.time = WallTime(std::chrono::hours(11));
        line.nick = nick;
        line.text = why;
        scene.model.add(scene.model.here(), line);
    };
    const auto shows = [&](std::string_view text) {
        std::string all;
        for (const std::string& line : lines_of(view::render(scene.model, {120, 20}))) {
            all += line + "\n";
        }
        return all.find(text) != std::string::npos;
    };
    presence(LineKind::going, "zoe", "tea time");
    CHECK(shows("zoe left (tea time)"));
    presence(LineKind::coming, "carol");
    presence(LineKind::coming, "dave");
    presence(LineKind::going, "dave");
    presence(LineKind::coming, "zoe");
    CHECK(shows("carol joined; dave came and went; zoe left and came back"));
    CHECK_FALSE(shows("tea time"));
    scene.say("bob", "so many");
    presence(LineKind::coming, "erin");
    CHECK(shows("erin joined"));
    for (int i = 0; i < 12; ++i) {
        presence(LineKind::coming, "guest" + std::to_string(i));
    }
    CHECK(shows("guest6 and 5 more joined"));
    // The window still finds its way through lines that are not shown.
    const view::Layout layout = view::lay_out(scene.model, {120, 8});
    view::Moved moved;
    for (int i = 0; i < 10 && !moved.reached_top; ++i) {
        moved = view::move(scene.model.here(), layout, 1);
        scene.model.here().marks.window = moved.anchor;
    }
    CHECK(moved.reached_top);
}

TEST_CASE("a storm of comings is told of whole, nobody left out")
{
    Scene scene;
    constexpr int people = 5000;
    for (int i = 0; i < people; ++i) {
        ChatLine line;
        line.kind = LineKind::coming;
        line.time = WallTime(std::chrono::hours(11));
        const std::string nick = "guest" + std::to_string(i);
        line.nick = nick;
        scene.model.add(scene.model.here(), line);
    }
    int told = 0;
    for (const std::string& line : lines_of(view::render(scene.model, {160, 30}))) {
        const std::size_t more = line.find(" and ");
        if (more != std::string::npos && line.find(" more joined") != std::string::npos) {
            told += 8 + std::stoi(line.substr(more + 5));
        }
    }
    CHECK(told == people);
}

TEST_CASE("no row is wider than its width, and nothing but spaces is lost")
{
    std::mt19937 random(11);
    const std::vector<std::string> pieces = {"a",
                                             "bc",
                                             " ",
                                             "  ",
                                             "\xe4\xb8\xad",
                                             "e\xcc\x81",
                                             "\x02",
                                             "\x03"
                                             "04",
                                             "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7"};
    for (int round = 0; round < 500; ++round) {
        std::string text;
        for (int i = 0; i < 30; ++i) {
            text += pieces[random() % pieces.size()];
        }
        for (int width = 2; width < 20; ++width) {
            std::string together;
            for (const view::Row& row : view::wrap(text, width, {})) {
                std::string one;
                for (const view::Span& span : row) {
                    one += span.text;
                }
                together += one;
                one.erase(one.find_last_not_of(' ') + 1);
                CAPTURE(text, width, one);
                CHECK(wire::columns_of(one).count <= width);
            }
            CHECK(together == wire::strip_format(text));
        }
    }
}

TEST_CASE("PageUp moves the window, stays put while lines come, and stops at the top")
{
    Scene scene;
    for (int i = 0; i < 50; ++i) {
        scene.say("bob", "line " + std::to_string(i));
    }
    model::Buffer& room = scene.model.here();
    const view::Size size{60, 13};
    const view::Layout layout = view::lay_out(scene.model, size);
    view::Moved moved = view::move(room, layout, 8);
    room.marks.window = moved.anchor;
    REQUIRE(room.marks.window);
    const auto bottom = [&] { return lines_of(view::render(scene.model, size))[9]; };
    const std::string before = bottom();
    scene.say("bob", "a new one");
    CHECK(bottom() == before);
    for (int i = 0; i < 20; ++i) {
        moved = view::move(room, layout, 8);
        room.marks.window = moved.anchor;
    }
    CHECK(moved.reached_top);
    CHECK(lines_of(view::render(scene.model, size))[1].find("1970") != std::string::npos);
    for (int i = 0; i < 30; ++i) {
        room.marks.window = view::move(room, layout, -8).anchor;
    }
    CHECK_FALSE(room.marks.window);
    CHECK(lines_of(view::render(scene.model, size))[10].find("a new one") != std::string::npos);
}

TEST_CASE("a day ends at midnight of the zone, whatever its distance from Greenwich")
{
    const char* before = std::getenv("TZ");
    const std::string zone = before == nullptr ? "" : before;
    for (const char* one : {"UTC0", "NPT-5:45", "NST3:30", "EST5"}) {
        INFO(one);
        setenv("TZ", one, 1);
        tzset();
        std::tm parts{};
        parts.tm_year = 126;
        parts.tm_mon = 10;
        parts.tm_mday = 29;
        const WallTime midnight{std::chrono::seconds(std::mktime(&parts))};
        CHECK(view::same_day(midnight, midnight + std::chrono::minutes(14)));
        CHECK(view::same_day(midnight, midnight + std::chrono::hours(23)));
        CHECK_FALSE(view::same_day(midnight - Millis(1), midnight));
        CHECK_FALSE(view::same_day(midnight, midnight + std::chrono::hours(24)));
    }
    before == nullptr ? unsetenv("TZ") : setenv("TZ", zone.c_str(), 1);
    tzset();
}
