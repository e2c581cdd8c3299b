// SPDX-License-Identifier: MIT
// Passwords that are told to services and servers are on no screen.
#include "tui/model/masked.h"

#include "tests/support/catch.h"
#include "tests/support/frame_text.h"
#include "tests/unit/tui/irc_client.h"
#include "tui/input/slash.h"
#include "tui/view/render.h"

#include <string>
#include <utility>

using namespace hubbub;
using namespace hubbub::tui;
using model::masked_line;
using model::masked_speech;

namespace {

// All that any buffer shows.
std::string shown(const model::Model& model)
{
    std::string all;
    for (const auto& buffer : model.buffers) {
        for (std::size_t i = 0; i < buffer->lines.size(); ++i) {
            all += std::string(buffer->lines[i].text) + "\n";
        }
    }
    return all;
}

bool holds(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("what a service is told in confidence is stars")
{
    const std::pair<const char*, const char*> cases[] = {
        {"IDENTIFY hunter2", "IDENTIFY ****"},
        {"identify alice hunter2", "identify ****"},
        {"REGISTER hunter2 alice@example", "REGISTER ****"},
        {"REGISTER #room hunter2", "REGISTER #room ****"},
        {"SET PASSWORD hunter2", "SET PASSWORD ****"},
        {"set  password  hunter2", "set  password  ****"},
        {"GHOST alice hunter2", "GHOST alice ****"},
        {"GHOST alice", "GHOST alice"},
        {"IDENTIFY", "IDENTIFY"},
        {"HELP IDENTIFY", "HELP IDENTIFY"},
        {"SET EMAIL alice@example", "SET EMAIL alice@example"},
        {"HELP\nIDENTIFY hunter2", "HELP\nIDENTIFY ****"},
    };
    for (const auto& [said, masked] : cases) {
        CHECK(masked_speech("NickServ", said) == masked);
    }
    CHECK(masked_speech("nickserv@services.example", "ID x y") == "ID ****");
    CHECK(masked_speech("Q@CServe.quakenet.org", "AUTH alice hunter2") == "AUTH ****");
    CHECK(masked_speech("bob,NickServ", "IDENTIFY hunter2") == "IDENTIFY ****");
    CHECK(masked_speech("bob", "identify yourself") == "identify yourself");
    CHECK(masked_speech("q", "auth me") == "auth me");
}

TEST_CASE("lines of the protocol show no password")
{
    const std::pair<const char*, const char*> cases[] = {
        {"PASS :hunter2", "PASS ****"},
        {"oper alice hunter2", "oper alice ****"},
        {"OPER alice :hunter2", "OPER alice ****"},
        {"REGISTER alice * hunter2", "REGISTER alice * ****"},
        {"AUTHENTICATE aHVudGVyMg==", "AUTHENTICATE ****"},
        {"AUTHENTICATE PLAIN", "AUTHENTICATE PLAIN"},
        {"AUTHENTICATE +", "AUTHENTICATE +"},
        {"NS IDENTIFY hunter2", "NS IDENTIFY ****"},
        {"NICKSERV :IDENTIFY alice hunter2", "NICKSERV :IDENTIFY ****"},
        {"PRIVMSG NickServ :IDENTIFY hunter2", "PRIVMSG NickServ :IDENTIFY ****"},
        {"@label=h1 PRIVMSG NickServ :IDENTIFY hunter2",
         "@label=h1 PRIVMSG NickServ :IDENTIFY ****"},
        {"@label=h1 :alice!a@h PRIVMSG NickServ :IDENTIFY hunter2",
         "@label=h1 :alice!a@h PRIVMSG NickServ :IDENTIFY ****"},
        {":s REGISTER SUCCESS alice :Account created",
         ":s REGISTER SUCCESS alice :Account created"},
        {"PRIVMSG #lobby :PASS the salt", "PRIVMSG #lobby :PASS the salt"},
        {"PASS", "PASS"},
        {"", ""},
        {"@tags", "@tags"},
        {":source", ":source"},
    };
    for (const auto& [line, masked] : cases) {
        CHECK(masked_line(line) == masked);
    }
}

TEST_CASE("neither a buffer nor the raw lines show what NickServ was told, by us or by our echo")
{
    tests::Client client;
    client.model.show_raw = true;
    client.comes_online(tests::hubbub_caps);
    client.irc.say("NickServ", "IDENTIFY hunter2");
    CHECK(holds(client.last(), "IDENTIFY hunter2"));
    client.hears("@label=h1;msgid=1 :alice!a@h PRIVMSG NickServ :IDENTIFY hunter2");
    client.hears("@msgid=2 :alice!a@h PRIVMSG NickServ :IDENTIFY hunter2"); // another device
    client.irc.send("OPER alice :hunter2");
    client.irc.down("broken");
    client.irc.say("NickServ", "REGISTER hunter2");
    CHECK_FALSE(holds(shown(client.model), "hunter2"));
    CHECK(holds(shown(client.model), "IDENTIFY ****"));
    CHECK(holds(shown(client.model), ">> OPER alice ****"));
    CHECK(holds(shown(client.model), "not connected, not sent: REGISTER ****"));
    CHECK(client.model.network().find("NickServ")->lines.size() == 3);
}

TEST_CASE("the password of the connection is in no raw line")
{
    tests::FakeClock clock;
    model::Model model;
    std::string sent;
    net::Irc irc(model.network(), clock, {"alice", "al", "Alice", "hunter2", {"#lobby"}},
                 [&](std::string_view line) { sent += std::string(line) + "\n"; });
    model.show_raw = true;
    irc.up();
    CHECK(holds(sent, "PASS :hunter2\n"));
    CHECK(holds(shown(model), ">> PASS ****"));
    CHECK_FALSE(holds(shown(model), "hunter2"));
}

TEST_CASE("a line with a password is not brought back, the one before it is")
{
    model::Model model;
    model.network().nick = "alice";
    model.show(model.network().open("#lobby"));
    input::Requests requests;
    for (const char* typed :
         {"hello", "/msg NickServ IDENTIFY hunter2", "/oper alice hunter2", "/quote PASS hunter2",
          "/identify hunter2", "/quote NS IDENTIFY hunter2"}) {
        model.here().input.set(typed);
        input::enter(model, requests);
    }
    CHECK(model.here().recall.size() == 1);
    CHECK(model.here().recall.older("") == "hello");
    CHECK(requests.back().text == "NS IDENTIFY hunter2"); // it is sent as it is
}

namespace {

// The input line's row, in a room, with the cursor where it ends or goes.
struct Typist {
    Typist()
    {
        model.network().nick = "alice";
        model.show(model.network().open("#lobby"));
    }
    view::Frame frame() const { return view::render(model, {80, 24}); }
    std::string row() const { return tests::lines_of(frame()).back(); }
    std::string type(std::string_view text)
    {
        model.here().input.set(text);
        return row();
    }
    static std::string trimmed(std::string row)
    {
        row.erase(row.find_last_not_of(' ') + 1);
        return row;
    }
    model::Model model;
};

} // namespace

TEST_CASE("a password shows as dots while it is typed")
{
    Typist typist;
    typist.model.settings.aliases = {{"in", "/msg NickServ IDENTIFY alice"}, {"hi", "hello"}};
    const std::pair<const char*, const char*> cases[] = {
        {"/oper root hunter2", "/oper root •••••••"},
        {"/OPER root ", "/OPER root"},
        {"  /oper root  hunter2 x", "  /oper root  •••••••••"},
        {"/msg NickServ IDENTIFY hunter2", "/msg NickServ IDENTIFY •••••••"},
        {"/msg  nickserv  register #room pw", "/msg  nickserv  register #room ••"},
        {"/query NickServ GHOST bob pw", "/query NickServ GHOST bob ••"},
        {"/notice NickServ IDENTIFY pw", "/notice NickServ IDENTIFY ••"},
        {"/msg bob identify yourself", "/msg bob identify yourself"},
        {"/quote PASS pw", "/quote PASS ••"},
        {"/quote PRIVMSG NickServ :IDENTIFY pw", "/quote PRIVMSG NickServ :IDENTIFY ••"},
        {"/quote WHO #lobby", "/quote WHO #lobby"},
        {"/in pw", "/in ••"},
        {"/in", "/in"},
        {"/hi pw", "/hi pw"},
        {"/identify pw", "/identify ••"}, // is no command here, and shows nothing
        {"/ns identify alice pw", "/ns identify ••••••••"},
        {"/join #room key", "/join #room key"},
        {"identify yourself", "identify yourself"},
        {"//oper root pw", "//oper root pw"},
        {"/", "/"},
        {"", ""},
    };
    for (const auto& [typed, shown] : cases) {
        CHECK(typist.type(typed) == Typist::trimmed("#lobby> " + std::string(shown)));
    }
    typist.model.show(typist.model.network().open("NickServ"));
    CHECK(typist.type("IDENTIFY pw") == "NickServ> IDENTIFY ••");
    CHECK(typist.type("HELP IDENTIFY") == "NickServ> HELP IDENTIFY");
}

TEST_CASE("dots are as wide as what they stand for, and the cursor stands where it would")
{
    Typist typist;
    const std::string line = "/oper root p\xed\x95\x9cx\xcc\x81y"; // 한, x with an accent
    CHECK(typist.type(line) == "#lobby> /oper root •••••");
    model::LineEdit& edit = typist.model.here().input;
    int column = 8 + 11 + 5;
    for (const int width : {1, 1, 2, 1, 1}) { // y, x, 한, p, the space
        CHECK(typist.frame().cursor_column == column);
        edit.left();
        column -= width;
    }
    CHECK(typist.frame().cursor_column == column);
    edit.home();
    CHECK(typist.frame().cursor_column == 8);
    CHECK(edit.text() == line);
}

TEST_CASE("a password that is longer than the line scrolls, and stays dots")
{
    Typist typist;
    const std::string row = typist.type("/oper root " + std::string(200, 'p'));
    CHECK(row.find('p', 8) == std::string::npos);
    CHECK(typist.frame().cursor_column == 79);
}

TEST_CASE("whatever command sends a password, it is dots while it is typed")
{
    for (const input::SlashCommand& command : input::slash_commands()) {
        for (const std::string rest :
             {"root hunter2", "NickServ IDENTIFY hunter2", "PASS hunter2", "NS IDENTIFY hunter2",
              "PRIVMSG NickServ :IDENTIFY hunter2", "alice hunter2", "#lobby hunter2", "hunter2"}) {
            Typist typist;
            typist.model.network().connection = model::Connection::online;
            const std::string line = "/" + std::string(command.name) + " " + rest;
            const std::string row = typist.type(line);
            INFO(line);
            input::Requests requests;
            input::submit(line, typist.model, requests);
            for (const input::Request& request : requests) {
                const bool said = request.what == input::Request::What::say &&
                                  masked_speech(request.target, request.text) != request.text;
                const bool sent = request.what == input::Request::What::send &&
                                  masked_line(request.text) != request.text;
                CHECK((!(said || sent) || !holds(row, "hunter2")));
            }
        }
    }
}
