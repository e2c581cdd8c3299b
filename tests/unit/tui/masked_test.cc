// SPDX-License-Identifier: MIT
// Passwords that are told to services and servers are on no screen.
#include "tui/model/masked.h"

#include "tests/support/catch.h"
#include "tests/unit/tui/irc_client.h"
#include "tui/input/slash.h"

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
        {"set  password  hunter2", "set  password ****"},
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
        {"NICKSERV :IDENTIFY alice hunter2", "NICKSERV IDENTIFY ****"},
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
    for (const char* typed : {"hello", "/msg NickServ IDENTIFY hunter2", "/oper alice hunter2",
                              "/quote PASS hunter2", "/quote NS IDENTIFY hunter2"}) {
        model.here().input.set(typed);
        input::enter(model, requests);
    }
    CHECK(model.here().recall.size() == 1);
    CHECK(model.here().recall.older("") == "hello");
    CHECK(requests.back().text == "NS IDENTIFY hunter2"); // it is sent as it is
}
