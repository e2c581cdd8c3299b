// SPDX-License-Identifier: MIT
#include "tests/support/catch.h"
#include "tests/unit/tui/desk.h"
#include "tui/input/complete.h"
#include "tui/input/keymap.h"
#include "tui/input/slash.h"

#include <set>
#include <string>
#include <vector>

using namespace hubbub;
using namespace hubbub::tui;
using input::Key;
using input::Request;
using input::Requests;
using tests::Desk;
using tests::named_key;
using tests::pasted;
using tests::press_all;
using tests::text_key;
using tests::type_text;

TEST_CASE("text is said where one is, and two slashes say one")
{
    Desk desk;
    Requests requests = desk.type("hello");
    REQUIRE(requests.size() == 1);
    CHECK(requests[0].what == Request::What::say);
    CHECK(requests[0].target == "#lobby");
    CHECK(requests[0].text == "hello");
    CHECK(desk.type("//etc").at(0).text == "/etc");
    CHECK(desk.type("   ").empty());
}

TEST_CASE("an unknown command is an error and never sent")
{
    Desk desk;
    CHECK(desk.type("/lgoin me secret").empty());
    CHECK(desk.model.here().lines[0].kind == model::LineKind::error);
    CHECK(desk.model.here().lines[0].text.find("secret") == std::string_view::npos);
    desk.model.switch_to(0);
    CHECK(desk.type("hello").empty());
}

TEST_CASE("commands become lines of the protocol")
{
    Desk desk;
    const std::pair<const char*, const char*> cases[] = {
        {"/join #dev key", "JOIN #dev key"},
        {"/join dev", "JOIN #dev"},
        {"/part", "PART #lobby :"},
        {"/part #dev bye", "PART #dev :bye"},
        {"/nick ally", "NICK :ally"},
        {"/topic tea time", "TOPIC #lobby :tea time"},
        {"/topic", "TOPIC #lobby"},
        {"/whois bob", "WHOIS bob bob"},
        {"/who", "WHO #lobby"},
        {"/kick bob too loud", "KICK #lobby bob :too loud"},
        {"/invite carol", "INVITE carol #lobby"},
        {"/mode +m", "MODE #lobby +m"},
        {"/away", "AWAY"},
        {"/oper alice open sesame", "OPER alice :open sesame"},
        {"/quote PING x", "PING x"},
    };
    for (const auto& [typed, line] : cases) {
        const Requests requests = desk.type(typed);
        CAPTURE(typed);
        REQUIRE(requests.size() == 1);
        CHECK(requests[0].what == Request::What::send);
        CHECK(requests[0].text == line);
    }
    CHECK(desk.type("/me waves").at(0).what == Request::What::act);
    CHECK(desk.type("/msg bob hi").at(0).target == "bob");
    CHECK(desk.type("/quit bye").at(0).what == Request::What::quit);
    CHECK(desk.type("/msg bob").empty());
}

TEST_CASE("Tab completes nicks, the last speaker first, rooms and commands")
{
    Desk desk;
    CHECK(desk.completed("bo") == "bob: ");
    CHECK(desk.completed("hi bo") == "hi bob ");
    CHECK(desk.completed("#lo") == "#lobby ");
    CHECK(desk.completed("/qui") == "/quit ");
    CHECK(desk.completed("zzz") == "zzz");
    desk.model.here().note_speaker("barbara");
    CHECK(desk.completed("b") == "barbara: ");
    input::complete(desk.model);
    CHECK(desk.model.here().input.text() == "bob: ");
    input::complete(desk.model);
    CHECK(desk.model.here().input.text() == "barbara: ");
}

TEST_CASE("Shift-Tab goes back through what Tab offers")
{
    Desk desk;
    desk.model.here().note_speaker("barbara");
    CHECK(desk.completed("b") == "barbara: ");
    input::complete(desk.model);
    CHECK(desk.model.here().input.text() == "bob: ");
    input::complete(desk.model, input::Onwards::no);
    CHECK(desk.model.here().input.text() == "barbara: ");
    input::complete(desk.model, input::Onwards::no);
    CHECK(desk.model.here().input.text() == "bob: "); // the last one
}

TEST_CASE("Tab after other words leaves them alone, and goes on only from where the last one ended")
{
    Desk desk;
    CHECK(desk.completed("bo") == "bob: ");
    desk.model.here().input.insert("hello ");
    input::complete(desk.model);
    CHECK(desk.model.here().input.text() == "bob: hello ");
    CHECK(desk.completed("ba") == "barbara: ");
    desk.model.here().input.set("see you ");
    input::complete(desk.model);
    CHECK(desk.model.here().input.text() == "see you ");
}

TEST_CASE("a command behind a space is a command, and never told to the room")
{
    Desk desk;
    for (const char* line : {" /msg NickServ secret", "  /lgoin me secret"}) {
        for (const Request& request : desk.type(line)) {
            CHECK(request.target != "#lobby");
        }
    }
    const Requests said = desk.type("  //etc");
    REQUIRE(said.size() == 1);
    CHECK(said[0].text == "/etc");
}

TEST_CASE("a huge paste is cut, and the line stays quick")
{
    Desk desk;
    Requests requests;
    Key paste;
    paste.name = Key::Name::paste;
    for (int i = 0; i < 40000; ++i) {
        paste.text += "\xc3\xa9";
    }
    input::press(paste, desk.model, requests);
    const std::string& text = desk.model.here().input.text();
    CHECK(text.size() == model::LineEdit::most_bytes);
    input::press(text_key("x"), desk.model, requests);
    CHECK(text.size() == model::LineEdit::most_bytes);
}

TEST_CASE("closing a buffer shows the next one as read")
{
    Desk desk;
    model::Buffer& other = desk.model.network().open("#other");
    desk.model.say(other, model::LineKind::info, "first");
    model::ChatLine line;
    line.kind = model::LineKind::message;
    line.text = "news";
    desk.model.add(other, line);
    CHECK(other.unread == 1);
    desk.model.close(1);
    CHECK(desk.model.here().name == "#other");
    CHECK(desk.model.here().unread == 0);
}

TEST_CASE("one pasted line goes into the input, several ask what to do with them")
{
    Desk desk;
    press_all(desk, {pasted("one\r\n")});
    CHECK(desk.model.here().input.text() == "one");
    CHECK_FALSE(desk.model.ask);

    press_all(desk, {pasted("two\nthree\n")});
    REQUIRE(desk.model.ask);
    CHECK(press_all(desk, {text_key("x")}).empty()); // only an answer counts
    CHECK(press_all(desk, {named_key(Key::Name::escape)}).empty());
    CHECK_FALSE(desk.model.ask);
    CHECK(desk.model.here().input.text() == "one");

    press_all(desk, {pasted("two\nthree\n"), text_key(" ")});
    CHECK(desk.model.here().input.text() == "onetwo three");

    const Requests sent = press_all(desk, {pasted("a\nb\n"), named_key(Key::Name::enter)});
    REQUIRE(sent.size() == 2);
    CHECK(sent[0].text == "a");
    CHECK(sent[1].text == "b");
    CHECK(desk.model.here().input.text() == "onetwo three");
}

TEST_CASE("several pasted lines go as one message where the server takes such")
{
    Desk desk;
    press_all(desk, {pasted("a\nb\n")});
    CHECK(desk.model.ask->shown.find("Tab") == std::string::npos);
    CHECK(press_all(desk, {named_key(Key::Name::tab)}).empty());
    CHECK(desk.model.ask);
    press_all(desk, {named_key(Key::Name::escape)});

    desk.model.network().takes_lines = true;
    press_all(desk, {pasted("a\n\nb\n")});
    CHECK(desk.model.ask->shown.find("Tab as one message") != std::string::npos);
    const Requests sent = press_all(desk, {named_key(Key::Name::tab)});
    REQUIRE(sent.size() == 1);
    CHECK(sent[0].what == Request::What::say);
    CHECK(sent[0].target == "#lobby");
    CHECK(sent[0].text.starts_with("a\n"));
    CHECK_FALSE(desk.model.ask);
}

TEST_CASE(
    "lines that may be lost are sent again by Tab, left by Escape, and wait for any other key")
{
    Desk desk;
    const auto ask = [&] {
        desk.model.ask.emplace();
        desk.model.ask->what = model::Ask::For::resend;
    };
    ask();
    Requests answer = press_all(desk, {named_key(Key::Name::tab)});
    REQUIRE(answer.size() == 1);
    CHECK(answer[0].what == Request::What::send_again);
    CHECK_FALSE(desk.model.ask);
    ask();
    answer = press_all(desk, {named_key(Key::Name::escape)});
    REQUIRE(answer.size() == 1);
    CHECK(answer[0].what == Request::What::forget_unsent);
    ask();
    CHECK(press_all(desk, {text_key("x")}).empty());
    CHECK_FALSE(desk.model.ask);
    CHECK(desk.model.here().input.text() == "x");
}

TEST_CASE("Ctrl-R finds what was typed before, as one types, and Enter sends it")
{
    Desk desk;
    for (const char* line : {"make tea", "drink tea", "sleep"}) {
        type_text(desk, line);
        press_all(desk, {named_key(Key::Name::enter)});
    }
    type_text(desk, "draft");
    press_all(desk, {text_key("r", true)});
    REQUIRE(desk.model.ask);
    type_text(desk, "TEA");
    CHECK(desk.model.ask->shown == "drink tea");
    press_all(desk, {text_key("r", true)});
    CHECK(desk.model.ask->shown == "make tea");
    press_all(desk, {text_key("s", true)});
    CHECK(desk.model.ask->shown == "drink tea");
    const Requests sent = press_all(desk, {named_key(Key::Name::enter)});
    REQUIRE(sent.size() == 1);
    CHECK(sent[0].text == "drink tea");

    type_text(desk, "draft");
    press_all(desk, {text_key("r", true), text_key("q"), named_key(Key::Name::escape)});
    CHECK(desk.model.here().input.text() == "draft");
    press_all(desk, {text_key("r", true)});
    type_text(desk, "sle");
    press_all(desk, {named_key(Key::Name::home)});
    CHECK(desk.model.here().input.text() == "sleep");
    CHECK(desk.model.here().input.cursor() == 0);
}

TEST_CASE("Alt-S finds lines of the buffer, older and newer, by letters or an expression")
{
    Desk desk;
    for (const char* text : {"first apple", "a pear", "second Apple", "end"}) {
        model::ChatLine line;
        line.kind = model::LineKind::message;
        line.text = text;
        desk.model.add(desk.model.here(), line);
    }
    model::Marks& marks = desk.model.here().marks;
    press_all(desk, {text_key("s", false, true)});
    type_text(desk, "apple");
    CHECK(marks.found == 2U);
    press_all(desk, {named_key(Key::Name::up)});
    CHECK(marks.found == 0U);
    CHECK(marks.window->line == 0);
    press_all(desk, {named_key(Key::Name::up)});
    CHECK(marks.found == 0U);
    press_all(desk, {named_key(Key::Name::down)});
    CHECK(marks.found == 2U);
    press_all(desk, {named_key(Key::Name::escape)});
    CHECK_FALSE(marks.window);
    CHECK_FALSE(marks.found);

    press_all(desk, {text_key("s", false, true)});
    type_text(desk, "/^a.*r$");
    CHECK(marks.found == 1U);
    press_all(desk, {named_key(Key::Name::enter)});
    CHECK(marks.window->line == 1);
    desk.type("/search /(unfinished");
    CHECK_FALSE(marks.found);
    press_all(desk, {named_key(Key::Name::escape)});
}

TEST_CASE("Alt-G goes to a buffer by some letters of its name")
{
    Desk desk;
    desk.model.network().open("#development");
    desk.model.network().open("#devops");
    press_all(desk, {text_key("g", false, true)});
    type_text(desk, "do");
    CHECK(desk.model.ask->shown == "#development");
    press_all(desk, {named_key(Key::Name::tab)});
    CHECK(desk.model.ask->shown == "#devops");
    press_all(desk, {named_key(Key::Name::enter)});
    CHECK(desk.model.here().name == "#devops");
}

TEST_CASE("mentions are whole words")
{
    Desk desk;
    CHECK(desk.model.network().mentions_me("hi Alice!"));
    CHECK_FALSE(desk.model.network().mentions_me("malice"));
    CHECK_FALSE(desk.model.network().mentions_me("alice_"));
}

TEST_CASE("somebody ignored is in the list until /unignore")
{
    Desk desk;
    CHECK(desk.type("/ignore bob").empty());
    CHECK(model::is_ignored(desk.model.settings, "Bob!b@host"));
    CHECK_FALSE(model::is_ignored(desk.model.settings, "bobby!b@host"));
    desk.type("/ignore BOB!*@*");
    desk.type("/unignore bob");
    CHECK_FALSE(model::is_ignored(desk.model.settings, "bob!b@host"));
}

TEST_CASE("a muted buffer neither counts as unread nor calls")
{
    Desk desk;
    desk.type("/mute");
    model::Buffer& room = desk.model.here();
    desk.model.switch_to(0);
    model::ChatLine line;
    line.kind = model::LineKind::message;
    line.mention = true;
    desk.model.add(room, line);
    CHECK(room.unread == 0);
    CHECK(room.mentions == 0);
    CHECK_FALSE(desk.model.call);
    room.muted = false;
    desk.model.add(room, line);
    CHECK(room.mentions == 1);
    CHECK(desk.model.call);
}

TEST_CASE("words of the person's choice call as the nick does, but not inside other words")
{
    Desk desk;
    desk.model.settings.words = {"release"};
    CHECK(desk.model.network().mentions_me("the Release, today"));
    CHECK(desk.model.network().mentions_me("alice: here"));
    CHECK_FALSE(desk.model.network().mentions_me("prereleased"));
}

TEST_CASE("an alias stands for a command with what is typed after it, and never for itself")
{
    Desk desk;
    desk.model.settings.aliases = {{"j", "/join"}, {"wave", "hello all"}, {"x", "/x"}};
    Requests requests = desk.type("/J #dev");
    REQUIRE(requests.size() == 1);
    CHECK(requests[0].text == "JOIN #dev");
    requests = desk.type("/wave and you");
    REQUIRE(requests.size() == 1);
    CHECK(requests[0].text == "hello all and you");
    CHECK(desk.type("/x").empty());
}

TEST_CASE("a key does what the person's table says, and nothing where that says none")
{
    Desk desk;
    desk.model.settings.keys = {{"Ctrl-G", "home"}, {"Ctrl-K", "none"}};
    desk.model.here().input.set("abc");
    Requests requests;
    Key key;
    key.name = Key::Name::text;
    key.control = true;
    key.text = "g";
    input::press(key, desk.model, requests);
    key.text = "k";
    input::press(key, desk.model, requests);
    CHECK(desk.model.here().input.text() == "abc");
    desk.model.settings.keys.erase("Ctrl-K");
    input::press(key, desk.model, requests);
    CHECK(desk.model.here().input.text().empty());
}

TEST_CASE("/set asks for a key of the configuration to be changed")
{
    Desk desk;
    const Requests requests = desk.type("/set notify.bell false");
    REQUIRE(requests.size() == 1);
    CHECK(requests[0].what == Request::What::set);
    CHECK(requests[0].target == "notify.bell");
    CHECK(requests[0].text == "false");
}
