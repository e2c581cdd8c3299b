// SPDX-License-Identifier: MIT
// Emoji by name, and the links of a buffer.
#include "tests/support/catch.h"
#include "tui/input/complete.h"
#include "tui/input/emoji.h"
#include "tui/input/slash.h"
#include "wire/graphemes.h"
#include "wire/spelling.h"

#include <algorithm>
#include <string>

using namespace hubbub;
using namespace hubbub::tui;

namespace {

std::string completed(std::string_view typed, int tabs = 1)
{
    model::Model model;
    model.here().input.set(typed);
    for (int i = 0; i < tabs; ++i) {
        input::complete(model);
    }
    return model.here().input.text();
}

void hears(model::Model& model, std::string_view text)
{
    model::ChatLine line;
    line.kind = model::LineKind::message;
    line.nick = "bob";
    line.text = text;
    model.add(model.here(), line);
}

} // namespace

TEST_CASE("Tab behind a colon and some letters gives the emoji of that name, and the next one")
{
    CHECK(completed("nice :rocke") == "nice 🚀 ");
    CHECK(completed(":tea") == "🍵 ");
    CHECK(completed(":he", 1) != completed(":he", 2));
    CHECK(completed(":D") == ":D");
    CHECK(completed(":nosuchthing") == ":nosuchthing");
    CHECK(completed("10:30") == "10:30");
}

TEST_CASE("each emoji has one name of its own, and is one or two columns")
{
    const auto rows = input::emoji();
    CHECK(std::is_sorted(rows.begin(), rows.end(),
                         [](const auto& a, const auto& b) { return a.name < b.name; }));
    const auto same = [](const auto& a, const auto& b) { return a.name == b.name; };
    CHECK(std::adjacent_find(rows.begin(), rows.end(), same) == rows.end());
    for (const input::Emoji& one : rows) {
        INFO(one.name);
        CHECK(wire::first_grapheme(one.text) == one.text.size());
        CHECK(wire::is_plainly_visible(one.text));
    }
}

TEST_CASE("/urls lists the links of the buffer once each, the newest first")
{
    model::Model model;
    model.show(model.network().open("#lobby"));
    input::Requests requests;
    input::submit("/urls", model, requests);
    CHECK(model.overlay.empty());
    hears(model, "see https://a.example/x, and http://b.example");
    hears(model, "\x02https://a.example/x\x02 again");
    hears(model, "irc://c.example/#room");
    input::submit("/urls", model, requests);
    REQUIRE(model.overlay.size() == 5);
    CHECK(model.overlay[2] == "irc://c.example/#room");
    CHECK(model.overlay[3] == "https://a.example/x");
    CHECK(model.overlay[4] == "http://b.example");
}

TEST_CASE("/mentions lists who has spoken to the person, from all buffers, the newest first")
{
    setenv("TZ", "UTC", 1);
    model::Model model;
    model.network().nick = "alice";
    input::Requests requests;
    input::submit("/mentions", model, requests);
    CHECK(model.overlay.empty());
    const auto calls = [&](std::string_view room, std::string_view text, int hour) {
        model::ChatLine line;
        line.kind = model::LineKind::message;
        line.nick = "bob";
        line.text = text;
        line.mention = true;
        line.time = WallTime(std::chrono::hours(hour));
        model.add(model.network().open(room), line);
    };
    calls("#a", "alice: \x02tea\x02?", 9);
    calls("#b", "alice, here", 10);
    model.network().open("#c").muted = true;
    calls("#c", "alice!", 11);
    input::submit("/mentions", model, requests);
    REQUIRE(model.overlay.size() == 4);
    CHECK(model.overlay[2] == "01 Jan 10:00  #b  bob: alice, here");
    CHECK(model.overlay[3] == "01 Jan 09:00  #a  bob: alice: tea?");
}
