// SPDX-License-Identifier: MIT
// The client's side of conversations with a server that is played by the test.
#include "tui/net/irc.h"

#include "tests/support/catch.h"
#include "tests/unit/tui/irc_client.h"
#include "tui/sleep_watch.h"

#include <algorithm>
#include <string>
#include <vector>

using namespace hubbub;
using namespace hubbub::tui;
using model::LineState;
using tests::Client;
using tests::hubbub_caps;

TEST_CASE("coming in asks for what is offered and wanted, and enters the rooms")
{
    Client client;
    client.irc.up();
    CHECK(client.sent ==
          std::vector<std::string>{"CAP LS 302", "NICK alice", "USER al 0 * :Alice"});
    client.hears(":s CAP * LS * :batch sasl=PLAIN");
    client.hears(":s CAP * LS :echo-message nonsense");
    CHECK(client.last() == "CAP REQ :batch echo-message");
    client.hears(":s CAP alice ACK :batch echo-message");
    CHECK(client.last() == "CAP END");
    client.hears(":s 433 * alice :taken");
    CHECK(client.last() == "NICK alice_");
    client.hears(":s 001 alice_ :Welcome");
    CHECK(client.model.network().nick == "alice_");
    CHECK(client.last() == "JOIN #lobby");
    client.hears("PING :x");
    CHECK(client.last() == "PONG :x");
}

TEST_CASE("one's own line is pending until its echo comes, and failed when it is refused")
{
    Client client;
    client.comes_online(hubbub_caps);
    client.irc.say("#lobby", "one");
    CHECK(client.last() == "@label=h1 PRIVMSG #lobby :one");
    client.irc.say("#lobby", "two");
    CHECK(client.lobby().lines[1].state == LineState::pending);
    client.hears("@label=h1;msgid=m1;time=2026-01-01T00:00:00.000Z :alice!a@h PRIVMSG #lobby :one");
    CHECK(client.lobby().lines[1].state == LineState::stored);
    CHECK(client.lobby().lines[1].msgid == "m1");
    client.hears("@label=h2 :s 404 alice #lobby :Cannot send to channel");
    CHECK(client.lobby().lines[2].state == LineState::failed);
    CHECK(client.lobby().lines.size() == 4);
    CHECK_FALSE(client.irc.has_pending());
}

TEST_CASE("a server without labels gets plain lines")
{
    Client client;
    client.comes_online("multi-prefix");
    client.irc.act("#lobby", "waves");
    CHECK(client.sent[client.sent.size() - 2] == "PRIVMSG #lobby :\x01"
                                                 "ACTION waves\x01");
    CHECK(client.lobby().lines[1].kind == model::LineKind::action);
}

TEST_CASE("members come and go, with their ranks")
{
    Client client;
    client.comes_online(hubbub_caps);
    client.hears(":s 005 alice PREFIX=(ov)@+ NETWORK=Example :are supported");
    client.hears(":s 353 alice = #lobby :bob @carol");
    client.hears(":s 353 alice = #lobby :alice!a@h");
    client.hears(":s 366 alice #lobby :End of /NAMES list");
    CHECK(client.lobby().members.size() == 3);
    CHECK(client.lobby().members[0].nick == "carol");
    CHECK(client.model.network().name == "Example");
    client.hears(":bob!b@h NICK :robert");
    CHECK(client.lobby().find_member("robert") != nullptr);
    client.hears(":robert!b@h AWAY :tea");
    CHECK(client.lobby().find_member("robert")->away);
    client.hears(":carol!c@h KICK #lobby robert :out");
    CHECK(client.lobby().find_member("robert") == nullptr);
    client.hears(":carol!c@h QUIT :bye");
    CHECK(client.lobby().members.size() == 1);
    const model::Scrollback& lines = client.lobby().lines;
    CHECK(lines[lines.size() - 1].text == "bye");
    client.hears(":dave!d@h JOIN #lobby");
    client.hears(":dave!d@h QUIT :Quit: ");
    CHECK(lines[lines.size() - 1].text.empty()); // no reason given
    client.hears(":alice!a@h PART #lobby");
    CHECK_FALSE(client.lobby().joined);
}

TEST_CASE("a private message opens a buffer and is a mention")
{
    Client client;
    client.comes_online(hubbub_caps);
    client.hears(":bob!b@h PRIVMSG alice :psst");
    REQUIRE(client.model.network().find("bob") != nullptr);
    CHECK(client.model.network().find("bob")->mentions == 1);
    CHECK(client.model.next_unread() == 2U);
    client.hears(":s NOTICE alice :from the server");
    CHECK(client.model.network().find("s") == nullptr);
}

TEST_CASE("what a server says unasked is in its own buffer, its answers where the person looks")
{
    Client client;
    client.comes_online(hubbub_caps);
    client.model.show(client.lobby());
    const std::size_t before = client.lobby().lines.size();
    for (const char* line : {":s 250 alice :Highest connection count: 3", ":s 372 alice :- welcome",
                             ":s 396 alice cloak.example :is now your hidden host"}) {
        client.hears(line);
    }
    CHECK(client.lobby().lines.size() == before);
    CHECK(client.model.network().server().lines.size() >= 3);
    client.hears(":s 311 alice bob ~b host.example * :Bob");
    CHECK(client.lobby().lines.size() == before + 1);
}

TEST_CASE("a connection on which nothing is heard is dead after a while")
{
    Client client;
    client.comes_online(hubbub_caps);
    CHECK(std::count(client.sent.begin(), client.sent.end(), "PING :hubbub-lag") == 1);
    client.clock.advance(std::chrono::milliseconds(40));
    client.hears(":s PONG s :hubbub-lag");
    CHECK(client.model.network().lag == Millis(40));
    client.clock.advance(std::chrono::seconds(31));
    client.irc.tick();
    client.clock.advance(std::chrono::seconds(61));
    CHECK(client.irc.why_dead() == "nothing has been heard from the server for a minute");
}

TEST_CASE("after the machine has slept, a link that is dead is found within five seconds")
{
    using namespace std::chrono_literals;
    Client client;
    client.comes_online(hubbub_caps);
    client.hears(":s PONG s :hubbub-lag");
    SleepWatch sleep(client.clock);
    client.clock.advance(1min);
    CHECK(sleep.slept() == 0ms); // awake all the time
    client.clock.sleep(3h + 5min);
    const Millis slept = sleep.slept();
    CHECK(slept == 3h + 5min);
    CHECK(sleep.slept() == 0ms);

    client.irc.woke(slept);
    CHECK(client.last() == "PING :hubbub-lag");
    const model::Scrollback& told = client.model.network().server().lines;
    CHECK(told[told.size() - 1].text ==
          "the machine has slept for 3 h 5 min: is the server still there?");
    client.clock.advance(3900ms);
    CHECK(client.irc.why_dead().empty());
    client.clock.advance(1s);
    CHECK(client.irc.why_dead() == "the server has not answered since the machine woke");
}

TEST_CASE("after the machine has slept, a server that answers is as before")
{
    using namespace std::chrono_literals;
    Client client;
    client.comes_online(hubbub_caps);
    client.clock.sleep(45s);
    client.irc.woke(45s);
    CHECK(client.irc.waits_since_woken());
    client.clock.advance(3s);
    client.hears(":bob!b@h PRIVMSG #lobby :what waited meanwhile"); // it lives, and is slow
    client.clock.advance(3s);
    CHECK(client.irc.why_dead().empty());
    client.hears(":s PONG s :hubbub-lag");
    CHECK_FALSE(client.irc.waits_since_woken());
    client.clock.advance(31s);
    client.irc.tick();
    client.clock.advance(44s);
    CHECK(client.irc.why_dead().empty()); // patient again
}

TEST_CASE("who is not connected asks nobody after sleep")
{
    Client client;
    client.irc.woke(std::chrono::hours(1));
    CHECK(client.sent.empty());
    CHECK(client.model.network().server().lines.empty());
}

TEST_CASE("whatever a server sends is no end of the client")
{
    Client client;
    client.comes_online(hubbub_caps);
    for (const char* line : {"BATCH",
                             "BATCH +",
                             "BATCH -",
                             ":s BATCH +x",
                             ":s BATCH -x",
                             "PRIVMSG",
                             ":x PRIVMSG",
                             "JOIN",
                             ":a JOIN",
                             "KICK",
                             "MODE",
                             "353",
                             ":s 353 a b",
                             "NICK",
                             ":alice NICK",
                             "005",
                             "CAP",
                             "CAP * LS",
                             "FAIL",
                             "FAIL CHATHISTORY",
                             "ACK",
                             "TOPIC",
                             "332",
                             "INVITE",
                             "433",
                             "999",
                             ":s 401",
                             "AWAY",
                             ":alice!a@h PART",
                             "QUIT",
                             "ERROR",
                             "PONG",
                             "PING"}) {
        client.hears(line);
    }
    CHECK(client.model.buffers.size() >= 2);
}

TEST_CASE("a line said after the connection came back is not given up with those before")
{
    Client client;
    client.comes_online(hubbub_caps);
    client.hears("@msgid=1;time=2026-01-01T00:00:01.000Z :bob!b@h PRIVMSG #lobby :one");
    client.irc.say("#lobby", "lost");
    client.irc.down("cut");
    client.comes_online(hubbub_caps);
    client.irc.say("#lobby", "new");
    client.hears(":s BATCH +b chathistory #lobby");
    client.hears(":s BATCH -b");
    std::string states;
    const model::Scrollback& lines = client.lobby().lines;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].mine && model::is_speech(lines[i].kind)) {
            states += std::string(lines[i].text) +
                      (lines[i].state == LineState::unsure ? ":unsure " : ":waits ");
        }
    }
    CHECK(states == "lost:unsure new:waits ");
}

TEST_CASE("a mention rings, in the buffer that is shown too, and one's own words do not")
{
    Client client;
    client.comes_online(hubbub_caps);
    client.hears(":bob!b@h PRIVMSG #lobby :hello all");
    CHECK_FALSE(client.model.call);
    client.hears(":bob!b@h PRIVMSG #lobby :alice: tea?");
    CHECK(client.model.call);
    client.model.call.reset();
    client.hears(":alice!a@h PRIVMSG #lobby :I am alice");
    CHECK_FALSE(client.model.call);
}

TEST_CASE("a word to oneself is shown once, though it comes twice")
{
    Client client;
    client.comes_online(hubbub_caps);
    client.irc.say("alice", "note");
    client.hears("@label=h1;msgid=m1 :alice!a@h PRIVMSG alice :note");
    client.hears("@msgid=m1 :alice!a@h PRIVMSG alice :note");
    CHECK(client.model.network().find("alice")->lines.size() == 1);
}

namespace {

struct Member : Client {
    std::vector<std::string> said;
    net::Irc irc;
    explicit Member(net::Sasl sasl, const std::string& password = "secret")
        : irc(model.network(), clock, {"alice", "al", "Alice", password, {"#lobby"}, sasl},
              [this](std::string_view line) { said.emplace_back(line); })
    {
    }
};

} // namespace

TEST_CASE("SASL PLAIN logs in before the registration ends, and the password is in no raw log")
{
    Member client(net::Sasl::plain);
    client.model.show_raw = true;
    client.irc.up(true);
    CHECK(client.said ==
          std::vector<std::string>{"CAP LS 302", "NICK alice", "USER al 0 * :Alice"});
    client.irc.line(":s CAP * LS :batch sasl=PLAIN");
    CHECK(client.said.back() == "CAP REQ :batch sasl");
    client.irc.line(":s CAP alice ACK :batch sasl");
    CHECK(client.said.back() == "AUTHENTICATE PLAIN");
    client.irc.line("AUTHENTICATE +");
    CHECK(client.said.back() == "AUTHENTICATE AGFsaWNlAHNlY3JldA==");
    for (std::size_t i = 0; i < client.model.network().server().lines.size(); ++i) {
        const std::string_view text = client.model.network().server().lines[i].text;
        CHECK(text.find("AGFsaWNl") == std::string_view::npos);
    }
    client.irc.line(":s 903 alice :SASL authentication successful");
    CHECK(client.said.back() == "CAP END");
}

TEST_CASE("SASL PLAIN is not spoken where others can read along, and it is told")
{
    Member client(net::Sasl::plain);
    client.irc.up(false);
    client.irc.line(":s CAP * LS :batch sasl=PLAIN");
    CHECK(client.said.back() == "CAP REQ :batch");
    const auto& lines = client.model.network().server().lines;
    CHECK(
        lines[lines.size() - 1].text.starts_with("not logged in: the connection is in the clear"));
}

TEST_CASE("SASL EXTERNAL leaves it to the certificate, and a refusal is told and does not hold up")
{
    Member client(net::Sasl::external, "");
    client.irc.up(true);
    client.irc.line(":s CAP * LS :sasl");
    client.irc.line(":s CAP alice ACK :sasl");
    CHECK(client.said.back() == "AUTHENTICATE EXTERNAL");
    client.irc.line("AUTHENTICATE +");
    CHECK(client.said.back() == "AUTHENTICATE +");
    client.irc.line(":s 904 alice :SASL authentication failed");
    CHECK(client.said.back() == "CAP END");
    const auto& lines = client.model.network().server().lines;
    CHECK(lines[lines.size() - 1].text == "not logged in: SASL authentication failed");
}

TEST_CASE("a password of 300 bytes goes out in pieces of 400, the last one shorter")
{
    Member client(net::Sasl::plain, std::string(293, 'x')); // with the name: 300 bytes, 400 letters
    client.irc.up(true);
    client.irc.line(":s CAP * LS :sasl");
    client.irc.line(":s CAP alice ACK :sasl");
    client.irc.line("AUTHENTICATE +");
    REQUIRE(client.said.size() > 2);
    CHECK(client.said.back() == "AUTHENTICATE +");
    CHECK(client.said[client.said.size() - 2].size() == 400 + 13);
}

TEST_CASE("what a room's name starts with is for the server to say")
{
    Client client;
    client.comes_online(hubbub_caps);
    CHECK_FALSE(client.model.network().is_room("&local"));
    client.hears(":s 005 alice CHANTYPES=#& :are supported by this server");
    CHECK(client.model.network().is_room("&local"));
    CHECK_FALSE(client.model.network().is_room(""));
}

TEST_CASE("an answer of several lines holds the echo, which is not shown twice")
{
    Client client;
    client.comes_online(hubbub_caps);
    client.irc.say("bob", "are you there?");
    client.hears("@label=h1 :s BATCH +r labeled-response");
    client.hears("@batch=r :s 301 alice bob :at tea");
    client.hears("@batch=r;msgid=m1 :alice!a@h PRIVMSG bob :are you there?");
    client.hears(":s BATCH -r");
    const model::Scrollback& lines = client.model.network().find("bob")->lines;
    CHECK(lines.size() == 1);
    CHECK(lines[0].state == LineState::stored);
    CHECK(lines[0].msgid == "m1");
    CHECK_FALSE(client.irc.has_pending());
}

TEST_CASE("what a service answers is shown, and what it was asked waits no longer")
{
    Client client;
    client.comes_online(hubbub_caps);
    const auto states = [&] {
        std::string all;
        const model::Scrollback& lines = client.model.network().find("NickServ")->lines;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            all += std::string(lines[i].text) + (lines[i].state == LineState::pending  ? "? "
                                                 : lines[i].state == LineState::failed ? "! "
                                                                                       : ". ");
        }
        return all;
    };
    client.irc.say("NickServ", "INFO");
    client.hears("@label=h1 :NickServ!services@s NOTICE alice :told");
    CHECK(states() == "INFO. told. ");
    client.irc.say("NickServ", "REGISTER");
    client.hears("@label=h2 :s BATCH +r labeled-response");
    client.hears("@batch=r :NickServ!services@s NOTICE alice :done");
    CHECK(states() == "INFO. told. REGISTER? done. ");
    client.hears(":s BATCH -r");
    CHECK(states() == "INFO. told. REGISTER. done. ");
    client.irc.say("NickServ", "SILENT");
    client.hears("@label=h3 :s ACK");
    client.irc.say("NickServ", "WRONG");
    client.hears("@label=h4 :s BATCH +q labeled-response");
    client.hears("@batch=q :s 401 alice NickServ :No such nick");
    client.hears(":s BATCH -q");
    CHECK(states() == "INFO. told. REGISTER. done. SILENT. WRONG! ");
}
