// SPDX-License-Identifier: MIT
// What the keys of hubbub.toml change on the screen and beyond.
#include "base/strings.h"
#include "tests/support/catch.h"
#include "tests/support/frame_text.h"
#include "tests/support/temp_dir.h"
#include "tests/support/turn_until.h"
#include "tests/unit/tui/irc_client.h"
#include "tui/input/slash.h"
#include "tui/notifier.h"
#include "tui/options.h"
#include "tui/term/painter.h"
#include "tui/view/colors.h"
#include "tui/view/render.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

using namespace hubbub;
using namespace hubbub::tests;
using namespace hubbub::tui;
using model::ChatLine;
using model::LineKind;

namespace {

void says(model::Model& model, LineKind kind, std::string_view nick, std::string_view text)
{
    ChatLine line;
    line.kind = kind;
    line.time = WallTime(std::chrono::hours(11)) + std::chrono::seconds(7);
    line.nick = nick;
    line.text = text;
    model.add(model.here(), line);
}

std::string screen_of(const model::Model& model)
{
    return join(lines_of(view::render(model, {80, 20})), "\n");
}

std::string set(model::Model& model, std::string_view key, std::string_view value)
{
    Options options;
    const std::string wrong = set_option(options, key, value);
    model.settings = options.settings;
    return wrong;
}

bool holds(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("view.time is how times are written, or that none are")
{
    setenv("TZ", "UTC", 1);
    model::Model model;
    model.show(model.network().open("#lobby"));
    says(model, LineKind::message, "bob", "tea?");
    CHECK(holds(screen_of(model), "11:00 "));
    CHECK(set(model, "view.time", "\"%H.%M.%S\"").empty());
    CHECK(holds(screen_of(model), "11.00.07 "));
    CHECK(set(model, "view.time", "\"\"").empty());
    CHECK_FALSE(holds(screen_of(model), "11:00"));
    CHECK(holds(screen_of(model), "tea?"));
    CHECK(set(model, "view.time", "\"%c %c %c\"").starts_with("view.time must be a format"));
    CHECK(set(model, "view.time", "7").starts_with("view.time must be a format"));
}

TEST_CASE("view.fold_joins is whether comings and goings are one line")
{
    model::Model model;
    model.show(model.network().open("#lobby"));
    says(model, LineKind::coming, "bob", "");
    says(model, LineKind::coming, "carol", "");
    CHECK(holds(screen_of(model), "bob, carol joined"));
    CHECK(set(model, "view.fold_joins", "false").empty());
    CHECK_FALSE(holds(screen_of(model), "bob, carol joined"));
    CHECK(holds(screen_of(model), "bob joined"));
    CHECK(holds(screen_of(model), "carol joined"));
    CHECK(set(model, "view.fold_joins", "maybe") == "view.fold_joins must be true or false");
}

TEST_CASE("view.colors is how many colours are sent to the terminal")
{
    Options options;
    CHECK(set_option(options, "view.colors", "16").empty());
    CHECK(options.colors == 16);
    CHECK(set_option(options, "view.colors", "auto").empty());
    CHECK_FALSE(options.colors);
    for (const char* word : {"\"true\"", "true"}) {
        options.colors.reset();
        CHECK(set_option(options, "view.colors", word).empty());
        CHECK(options.colors == term::true_colors);
    }
    CHECK(set_option(options, "view.colors", "0").empty());
    CHECK(options.colors == 0);
    CHECK(set_option(options, "view.colors", "false").starts_with("view.colors must be"));
    CHECK(set_option(options, "view.colors", "12").starts_with("view.colors must be"));

    Result<term::Capabilities> xterm = term::Capabilities::of("xterm-256color");
    REQUIRE(xterm);
    term::Painter painter(xterm.take());
    view::Frame frame({10, 1});
    frame.write(0, 0, "red", view::face_on(view::own_ground, 203), 10);
    const auto painted = [&](std::optional<int> colors) {
        painter.use_colors(colors);
        std::string bytes;
        painter.paint(frame, bytes);
        return bytes;
    };
    CHECK(holds(painted(std::nullopt), "\033[38;5;203m"));
    CHECK_FALSE(holds(painted(16), "38;5;203"));
    CHECK_FALSE(holds(painted(0), "\033[3"));
    CHECK(holds(painted(256), "\033[38;5;203m"));
}

TEST_CASE("input.paste_ask is from how many pasted lines on one is asked")
{
    model::Model model;
    model.show(model.network().open("#lobby"));
    input::Requests requests;
    CHECK(set(model, "input.paste_ask", "3").empty());
    input::paste("one\ntwo", model, requests);
    CHECK_FALSE(model.ask);
    CHECK(model.here().input.text() == "two");
    REQUIRE_FALSE(requests.empty());
    CHECK(requests.back().text == "one");
    input::paste("a\nb\nc", model, requests);
    CHECK(model.ask);
    model.ask.reset();
    CHECK(set(model, "input.paste_ask", "0").empty());
    input::paste("a\nb\nc", model, requests);
    CHECK_FALSE(model.ask);
    CHECK(set(model, "input.paste_ask", "-1") == "input.paste_ask must be a number from 0 to 1000");
}

TEST_CASE("scrollback.lines is how many lines stay, clearly more go")
{
    model::Model model;
    CHECK(model.settings.lines == 0);
    CHECK(set(model, "scrollback.lines", "99") ==
          "scrollback.lines must be 0, which keeps all, or a number from 100 to 100000000");
    CHECK_FALSE(set(model, "scrollback.lines", "-1").empty());
    CHECK_FALSE(set(model, "scrollback.lines", "many").empty());
    for (int i = 0; i < 300; ++i) {
        says(model, LineKind::message, "bob", std::to_string(i));
    }
    CHECK(model.let_go_of_old() == 0);
    CHECK(set(model, "scrollback.lines", "250").empty());
    CHECK(model.let_go_of_old() == 0); // not for each line
    CHECK(set(model, "scrollback.lines", "100").empty());
    model.here().marks.window = model::Anchor{180, 0};
    CHECK(model.let_go_of_old() == 80); // a hundred above what one looks at stay
    CHECK(model.here().marks.window->line == 100);
    model.here().marks.window.reset();
    CHECK(model.let_go_of_old() == 120);
    CHECK(model.here().lines[99].text == "299");
}

TEST_CASE("scrollback.fetch is how many lines are asked for, up to what the server gives")
{
    Client client;
    client.model.settings.fetch = 30;
    client.comes_online(hubbub_caps);
    CHECK(client.last().ends_with("CHATHISTORY LATEST #lobby * 30"));
    client.hears(":s 005 alice CHATHISTORY=20 :are supported");
    client.hears(":alice!a@h JOIN #more");
    CHECK(client.last().ends_with("CHATHISTORY LATEST #more * 20"));
}

TEST_CASE("what a key is set to can be told, as it would stand in hubbub.toml")
{
    Options options;
    CHECK(options.decided.empty());
    CHECK(set_option(options, "notify.words", "[\"release\"]").empty());
    CHECK(set_option(options, "view.nick_list", "off").empty());
    CHECK(options.decided.at("notify.words") == "[ 'release' ]");
    CHECK(options.decided.at("view.nick_list") == "'off'");
    CHECK_FALSE(set_option(options, "notify.bell", "loud").empty());
    CHECK_FALSE(options.decided.contains("notify.bell"));
}

TEST_CASE("notify.command gets what was said as an argument that no shell reads")
{
    const TempDir directory;
    const std::string told = directory.file("told");
    const std::string evil = directory.file("evil");
    const std::string copy =
        "printf '%s|' \"$@\" > '" + told + ".part' && mv '" + told + ".part' '" + told + "'";
    hubbub::net::Loop loop;
    Notifier notifier(loop);
    const model::Call call{"#lobby", "-bob: hey $(touch " + evil + ")"};
    CHECK(notifier.run({"sh", "-c", copy, "told"}, call));
    turn_until(loop, [&] { return std::filesystem::exists(told); });
    std::ifstream file(told);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    CHECK(text.starts_with("#lobby| -bob: hey $(touch "));
    CHECK_FALSE(std::filesystem::exists(evil));
}

TEST_CASE("what calls the person is told without formatting and without anything raw")
{
    model::Model model;
    model.show(model.network().open("#lobby"));
    ChatLine line;
    line.kind = LineKind::message;
    line.nick = "bob";
    line.text = "\x02hey\x02 \x1b[2J";
    line.mention = true;
    model.add(model.here(), line);
    REQUIRE(model.call);
    CHECK(model.call->where == "#lobby");
    CHECK(model.call->said.starts_with("bob: hey "));
    CHECK(model.call->said.find('\x1b') == std::string::npos);
}

TEST_CASE("a notify.command that does not start is told of, and none is no mistake")
{
    hubbub::net::Loop loop;
    Notifier notifier(loop);
    CHECK_FALSE(notifier.run({"/no/such/program"}, {"#lobby", "bob: hey"}));
    CHECK(notifier.run({}, {"#lobby", "bob: hey"}));
    Options options;
    CHECK(set_option(options, "notify.command", "[\"notify-send\"]").empty());
    CHECK(options.settings.command == std::vector<std::string>{"notify-send"});
    CHECK(set_option(options, "notify.command", "[]").empty());
    CHECK(options.settings.command.empty());
    CHECK(set_option(options, "notify.command", "notify-send")
              .starts_with("notify.command must be a program"));
}
