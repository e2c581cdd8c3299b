// SPDX-License-Identifier: MIT
// Modern IRC, "Connection Registration"; IRCv3 capability-negotiation.
#include "tests/support/catch.h"
#include "tests/support/conversation.h"

#include <algorithm>

using namespace hubbub::tests;
using namespace std::chrono_literals;

TEST_CASE("NICK and USER bring the welcome, in the order of the specification")
{
    Conversation net;
    auto alice = net.connects();
    alice.says("NICK alice");
    CHECK(alice.hears_nothing());
    alice.says("USER al 0 * :Alice Liddell");

    CHECK(alice.hears() == ":irc.example 001 alice :Welcome to the example network, "
                           "alice!~al@somewhere.example");
    for (const char* numeric :
         {" 002 ", " 003 ", " 004 ", " 005 ", " 005 ", " 005 ", " 251 ", " 252 ", " 253 ", " 254 ",
          " 255 ", " 265 ", " 266 ", " 422 ", " 221 "}) {
        CHECK(alice.hears().find(numeric) != std::string::npos);
    }
    CHECK(alice.hears_nothing());
}

TEST_CASE("RPL_ISUPPORT holds at most thirteen tokens a line, and what is enforced")
{
    Conversation net;
    auto alice = net.registers("alice");
    alice.says("VERSION");
    std::string tokens;
    for (const std::string& line : alice.hears_all()) {
        if (line.find(" 005 ") != std::string::npos) {
            CHECK(std::count(line.begin(), line.end(), ' ') <= 3 + 13 + 5);
            CHECK(line.size() <= 510);
            tokens += line;
        }
    }
    for (const char* token : {" ELIST=CMNTU ", " WHOX ", " BOT=B ", " MONITOR=100 ", " SAFERATE ",
                              " MAXLIST=b:100,e:100,I:100 ", " LINELEN=512 ", " HOSTLEN=64 ",
                              " MODES=12 ", " KEYLEN=64 ", " EXTBAN=,a ", " ACCOUNTEXTBAN=a "}) {
        CHECK(tokens.find(token) != std::string::npos);
    }
}

TEST_CASE("a nick in use is refused, before and after registration")
{
    Conversation net;
    net.registers("alice");
    auto eve = net.connects();
    eve.says("NICK Alice");
    CHECK(eve.hears() == ":irc.example 433 * Alice :Nickname is already in use");

    auto bob = net.registers("bob");
    bob.says("NICK alice");
    CHECK(bob.hears() == ":irc.example 433 bob alice :Nickname is already in use");
}

TEST_CASE("of two who ask for one nick in the same turn, the journal's order decides")
{
    Conversation net;
    auto one = net.connects();
    auto two = net.connects();
    one.mutters("NICK alice");
    two.mutters("NICK alice");
    one.mutters("USER a 0 * :a");
    two.mutters("USER b 0 * :b");
    net.settle();
    CHECK(one.hears_about(" 001 ") != "");
    CHECK(two.hears() == ":irc.example 433 * alice :Nickname is already in use");
    two.says("NICK bob");
    CHECK(two.hears_about(" 001 bob ") != "");
}

TEST_CASE("bad nicks are refused")
{
    Conversation net;
    auto eve = net.connects();
    eve.says("NICK");
    CHECK(eve.hears() == ":irc.example 431 * :No nickname given");
    for (const char* nick : {"1abc", "a*b", "#a", "a!b", "a@b", "-a", "a\xe2\x80\x8b"}) {
        eve.says(std::string("NICK ") + nick);
        CHECK(eve.hears().find(" 432 ") != std::string::npos);
    }
}

TEST_CASE("before registration other commands get 451, and PING is answered")
{
    Conversation net;
    auto eve = net.connects();
    eve.says("JOIN #hub");
    CHECK(eve.hears() == ":irc.example 451 * :You have not registered");
    eve.says("PING abc");
    CHECK(eve.hears() == ":irc.example PONG irc.example :abc");
}

TEST_CASE("after registration USER and PASS get 462")
{
    Conversation net;
    auto alice = net.registers("alice");
    alice.says("USER a 0 * :a");
    CHECK(alice.hears() == ":irc.example 462 alice :You may not reregister");
    alice.says("PASS x");
    CHECK(alice.hears() == ":irc.example 462 alice :You may not reregister");
}

TEST_CASE("a server with a password lets in only who knows it")
{
    auto settings = Conversation::quiet_settings();
    settings.password = "sesame";
    Conversation net(settings);
    auto eve = net.registers("eve");
    CHECK(eve.has_gone());
    auto alice = net.connects();
    alice.says("PASS sesame");
    alice.says("NICK alice");
    alice.says("USER a 0 * :a");
    CHECK(alice.hears_about(" 001 ") != "");
}

TEST_CASE("registration waits for CAP END")
{
    Conversation net;
    auto alice = net.connects();
    alice.says("CAP LS 302");
    CHECK(alice.hears_about("CAP * LS").find("server-time") != std::string::npos);
    CHECK(alice.hears_about("CAP * LS :") != ""); // the last of several lines
    alice.says("NICK alice");
    alice.says("USER a 0 * :a");
    CHECK(alice.hears_nothing());
    alice.says("CAP REQ :server-time echo-message");
    CHECK(alice.hears() == ":irc.example CAP alice ACK :server-time echo-message");
    alice.says("CAP REQ :server-time nonsense");
    CHECK(alice.hears() == ":irc.example CAP alice NAK :server-time nonsense");
    alice.says("CAP LIST");
    CHECK(alice.hears() == ":irc.example CAP alice LIST :cap-notify echo-message server-time");
    alice.says("CAP END");
    CHECK(alice.hears_about(" 001 ") != "");
    alice.says("CAP FROB");
    CHECK(alice.hears_about(" 410 ") == ":irc.example 410 alice FROB :Invalid CAP command");
}

TEST_CASE("QUIT gets an ERROR with its text, and the nick is free at once")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto bob = net.joins("bob", "#hub");
    alice.says("QUIT :tea time");
    CHECK(alice.hears_about("ERROR").find("tea time") != std::string::npos);
    CHECK(alice.has_gone());
    CHECK(bob.hears() == ":alice!~alice@alice.example QUIT :Quit: tea time");
    auto other = net.registers("alice");
    CHECK_FALSE(other.has_gone());
    auto carol = net.joins("carol", "#hub");
    bob.forgets();
    carol.says("QUIT"); // "even if <reason> is empty"
    CHECK(bob.hears() == ":carol!~carol@carol.example QUIT :Quit: ");
}

TEST_CASE("Modern IRC, PING message: the token is not empty")
{
    Conversation net;
    auto alice = net.registers("alice");
    for (const char* line : {"PING", "PING :"}) {
        alice.says(line);
        CHECK(alice.hears() == ":irc.example 409 alice :No origin specified");
    }
}

TEST_CASE("who breaks off while the registration is on its way leaves no ghost")
{
    Conversation net;
    auto alice = net.connects();
    alice.mutters("NICK alice");
    alice.mutters("USER a 0 * :a");
    alice.hangs_up();
    net.settle();
    CHECK(net.network().world().users() == 0);
    CHECK(net.network().world().sessions() == 0);
}

TEST_CASE("the silent are asked, and then leave")
{
    Conversation net;
    auto alice = net.registers("alice");
    net.passes(121s);
    CHECK(alice.hears() == "PING :irc.example");
    alice.says("PONG irc.example");
    net.passes(121s);
    CHECK(alice.hears() == "PING :irc.example");
    net.passes(121s);
    CHECK(alice.hears().find("Ping timeout") != std::string::npos);
    CHECK(alice.has_gone());
}

TEST_CASE("who never registers leaves")
{
    Conversation net;
    auto eve = net.connects();
    net.passes(61s);
    CHECK(eve.has_gone());
}

TEST_CASE("a nick changes case, is silent when it stays, and is told to neighbours")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto bob = net.joins("bob", "#hub");
    alice.forgets();
    alice.says("NICK alice");
    CHECK(alice.hears_nothing());
    alice.says("NICK Alice");
    CHECK(alice.hears() == ":alice!~alice@alice.example NICK :Alice");
    CHECK(bob.hears() == ":alice!~alice@alice.example NICK :Alice");
}

TEST_CASE("HTTP verbs before registration end the connection")
{
    for (const char* line : {"GET / HTTP/1.1", "POST /x HTTP/1.0", "CONNECT host:80 HTTP/1.1"}) {
        Conversation net;
        auto eve = net.connects();
        eve.says(line);
        CHECK(eve.hears().starts_with("ERROR :"));
        CHECK(eve.has_gone());
    }
}

TEST_CASE("where no history is kept none is offered")
{
    auto settings = Conversation::quiet_settings();
    settings.history.enabled = false;
    Conversation net(settings);
    auto alice = net.connects();
    alice.says("CAP LS 302");
    for (const std::string& line : alice.hears_all()) {
        CHECK(line.find("chathistory") == std::string::npos);
        CHECK(line.find("event-playback") == std::string::npos);
    }
    alice.says("CAP REQ draft/chathistory");
    CHECK(alice.hears().find(" NAK ") != std::string::npos);
}
