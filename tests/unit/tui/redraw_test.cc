// SPDX-License-Identifier: MIT
// From one picture to the next: what is kept, and what is drawn alone.
#include "tui/view/render.h"

#include "base/strings.h"
#include "tests/support/catch.h"
#include "tests/support/frame_text.h"
#include "tests/unit/tui/desk.h"
#include "tests/unit/tui/scene.h"
#include "tui/input/keymap.h"

#include <random>
#include <string>

using namespace hubbub;
using namespace hubbub::tui;
using model::ChatLine;
using model::LineKind;
using tests::lines_of;
using tests::Scene;

namespace {

void require_same(const view::Frame& one, const view::Frame& other)
{
    REQUIRE(lines_of(one) == lines_of(other));
    for (int row = 0; row < other.size().rows; ++row) {
        REQUIRE(one.has_same_row(other, row));
    }
    REQUIRE(one.cursor_column == other.cursor_column);
    REQUIRE(one.cursor_row == other.cursor_row);
}

// A picture made with what the last one left is the one made from nothing.
struct TwoWays {
    view::RowCache cache;
    void agree(const Scene& scene, view::Size size)
    {
        const view::Frame kept = view::render(scene.model, size, cache);
        require_same(kept, view::render(scene.model, size));
    }
};

} // namespace

TEST_CASE("a picture is the same with what is left of the last one")
{
    Scene scene;
    TwoWays ways;
    view::Size size{100, 16};
    const auto again = [&] { ways.agree(scene, size); };
    again();
    scene.say("bob", "see https://example.org/ \x02now\x02, short");
    again();
    ChatLine mine;
    mine.kind = LineKind::message;
    mine.state = model::LineState::pending;
    mine.nick = "alice";
    mine.text = "short";
    mine.msgid = "label";
    mine.time = WallTime(std::chrono::hours(11));
    scene.model.add(scene.model.here(), mine);
    again();
    REQUIRE(scene.model.here().lines.doubt("label"));
    again();
    REQUIRE(scene.model.here().lines.revive("label"));
    again();
    REQUIRE(scene.model.here().lines.confirm("label", "id", mine.time, scene.model.here().marks));
    again();
    mine.state = model::LineState::stored;
    mine.mention = true;
    mine.msgid = {};
    scene.model.add(scene.model.here(), mine);
    mine.kind = LineKind::error;
    scene.model.add(scene.model.here(), mine);
    again();
    scene.model.settings.time = "%H.%M.%S";
    again();
    for (const view::Size other : {view::Size{60, 16}, view::Size{30, 9}, view::Size{130, 40}}) {
        size = other;
        again();
    }
    scene.model.here().marks.window = model::Anchor{3, 1};
    again();
    scene.model.here().marks.found = 2;
    again();
    scene.model.switch_to(0);
    again();
    scene.model.switch_to(1);
    again();
}

TEST_CASE("what a key changed of the input alone is drawn with the input alone")
{
    Scene scene;
    const view::Size size{100, 16};
    std::mt19937 random(11);
    const auto below = [&](int limit) {
        return static_cast<int>(random() % static_cast<unsigned>(limit));
    };
    int alone = 0;
    int others = 0;
    for (int step = 0; step < 4000; ++step) {
        view::Frame shown = view::render(scene.model, size);
        input::Key key;
        key.name =
            static_cast<input::Key::Name>(below(static_cast<int>(input::Key::Name::unknown)));
        if (below(3) != 0) {
            key.name = input::Key::Name::text;
        }
        key.text = std::string(1, static_cast<char>('a' + below(26)));
        key.control = below(4) == 0;
        key.alt = below(4) == 0;
        scene.model.dirty = false;
        scene.model.typed = false;
        input::Requests requests;
        input::press(key, scene.model, requests);
        if (scene.model.dirty) {
            ++others;
            continue;
        }
        ++alone;
        REQUIRE(scene.model.typed);
        REQUIRE(requests.empty());
        shown.take_rows(view::render_input(scene.model, size));
        INFO(input::name_of(key));
        require_same(shown, view::render(scene.model, size));
    }
    CHECK(alone > 1000);
    CHECK(others > 100);
}

TEST_CASE("a letter takes the hint away, and with it more than the input changes")
{
    Scene scene;
    input::Requests requests;
    scene.model.dirty = false;
    scene.model.hint = "F1 help";
    for (const bool hinted : {true, false}) {
        input::press(tests::text_key("a"), scene.model, requests);
        CHECK(scene.model.dirty == hinted);
        CHECK(scene.model.typed);
        scene.model.dirty = false;
    }
    // Two keys of one turn: the second is no typing, and the first is not forgotten.
    input::press(tests::text_key("x", true), scene.model, requests);
    CHECK(scene.model.dirty);
    CHECK(scene.model.typed);
}

TEST_CASE("no more is kept than two pictures show")
{
    Scene scene;
    view::RowCache cache;
    const view::Size size{100, 14}; // ten rows for lines, a date among them
    for (int i = 0; i < 1000; ++i) {
        scene.say("bob", concat({"line ", std::to_string(i)}));
        view::render(scene.model, size, cache);
        REQUIRE(cache.size() <= 2U * 14U);
    }
    REQUIRE(cache.size() >= 10);
    scene.model.overlay = {"Help"};
    view::render(scene.model, size, cache);
    view::render(scene.model, size, cache);
    CHECK(cache.size() == 0);
}
