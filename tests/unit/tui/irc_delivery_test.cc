// SPDX-License-Identifier: MIT
// What one says is sent again after a break: once, in order, and nowhere silently where the server
// would say it twice.
#include "tests/support/catch.h"
#include "tests/unit/tui/irc_client.h"

#include <initializer_list>
#include <string>
#include <vector>

using namespace hubbub;
using namespace hubbub::tui;
using model::LineState;
using tests::Client;
using tests::hubbub_caps;

namespace {

const std::string resend_caps = hubbub_caps + " hubbub.chat/resend";

std::string id_of(const std::string& line)
{
    const std::size_t at = line.find("hubbub.chat/id=");
    return at == std::string::npos ? "" : line.substr(at + 15, line.find(' ') - at - 15);
}

// "one. two? three! four~": stored, pending, failed, unsure.
std::string seen(const model::Buffer& buffer)
{
    std::string all;
    for (std::size_t i = 0; i < buffer.lines.size(); ++i) {
        const model::ChatLine line = buffer.lines[i];
        if (line.kind == model::LineKind::message) {
            all += std::string(line.text) + (line.state == LineState::pending  ? "? "
                                             : line.state == LineState::failed ? "! "
                                             : line.state == LineState::unsure ? "~ "
                                                                               : ". ");
        }
    }
    return all;
}

struct Speaker : Client {
    void empty_history()
    {
        hears(":s BATCH +b chathistory #lobby");
        hears(":s BATCH -b");
    }
    // By history, of the room.
    void is_told(std::initializer_list<std::string> lines)
    {
        hears(":s BATCH +c chathistory #lobby");
        for (const std::string& line : lines) {
            hears("@batch=c;" + line);
        }
        hears(":s BATCH -c");
    }
    std::vector<std::string> said_since(std::size_t from) const
    {
        std::vector<std::string> lines;
        for (std::size_t i = from; i < sent.size(); ++i) {
            if (sent[i].find("PRIVMSG") != std::string::npos) {
                lines.push_back(sent[i]);
            }
        }
        return lines;
    }
};

} // namespace

TEST_CASE("each line bears an id of its own where the server remembers ids, and nowhere else")
{
    Speaker client;
    client.comes_online(resend_caps);
    client.empty_history();
    client.irc.say("#lobby", "one");
    const std::string one = client.last();
    client.irc.say("#lobby", "two");
    CHECK(one.starts_with("@label=h1;hubbub.chat/id="));
    CHECK(id_of(one).size() == 22);
    CHECK(id_of(one) != id_of(client.last()));

    Speaker other;
    other.comes_online(hubbub_caps);
    other.irc.say("#lobby", "one");
    CHECK(other.last() == "@label=h1 PRIVMSG #lobby :one");
}

TEST_CASE("after a break the lines without an echo go again, in order, with the ids they had")
{
    Speaker client;
    client.comes_online(resend_caps);
    client.empty_history();
    client.irc.say("#lobby", "one");
    client.irc.say("#lobby", "two");
    client.irc.say("#lobby", "three");
    const std::vector<std::string> first = client.said_since(0);
    client.hears("@label=h1;msgid=m1;time=2026-01-01T00:00:01.000Z :alice!a@h PRIVMSG #lobby :one");
    client.irc.down("cut");
    CHECK(client.irc.has_pending());
    const std::size_t before = client.sent.size();
    client.comes_online(resend_caps);
    CHECK(client.said_since(before).empty()); // the gap comes first
    client.is_told({"msgid=m2;time=2026-01-01T00:00:02.000Z :alice!a@h PRIVMSG #lobby :two",
                    "msgid=m3;time=2026-01-01T00:00:03.000Z :bob!b@h PRIVMSG #lobby :hm"});
    CHECK(client.said_since(before) == std::vector<std::string>{first[1], first[2]});
    client.hears("@label=h2;msgid=m2;time=2026-01-01T00:00:02.000Z :alice!a@h PRIVMSG #lobby :two");
    CHECK(seen(client.lobby()) == "one. two. hm. three? ");
    client.hears("@label=h3;msgid=m4;time=2026-01-01T00:00:04.000Z :alice!a@h PRIVMSG #lobby "
                 ":three");
    CHECK(seen(client.lobby()) == "one. two. hm. three. ");
    CHECK_FALSE(client.irc.has_pending());
}

TEST_CASE("what is said while the connection is away waits, and goes after what went before")
{
    Speaker client;
    client.comes_online(resend_caps);
    client.empty_history();
    client.irc.say("#lobby", "one");
    client.irc.down("cut");
    client.irc.say("#lobby", "two");
    client.irc.say("bob", "psst");
    client.irc.down("refused"); // it does not come back at once
    CHECK(seen(client.lobby()) == "one? two? ");
    CHECK(client.model.hint.starts_with("not connected"));
    const std::size_t before = client.sent.size();
    client.comes_online(resend_caps);
    CHECK(client.model.hint.empty());
    client.irc.say("#lobby", "three"); // the gap is not filled yet
    CHECK(client.said_since(before).size() == 1);
    CHECK(client.said_since(before)[0].ends_with("PRIVMSG bob :psst"));
    client.empty_history();
    std::string order;
    for (const std::string& line : client.said_since(before)) {
        order += line.substr(line.rfind(':') + 1) + " ";
        CHECK(id_of(line).size() == 22);
    }
    CHECK(order == "psst one two three ");
}

TEST_CASE("two lines of one text are two lines, whichever of them had arrived")
{
    Speaker client;
    client.comes_online(resend_caps);
    client.empty_history();
    client.irc.say("#lobby", "ok");
    client.irc.down("cut");
    client.irc.say("#lobby", "ok");
    client.comes_online(resend_caps);
    client.is_told({"msgid=m1;time=2026-01-01T00:00:02.000Z :alice!a@h PRIVMSG #lobby :ok"});
    client.hears("@label=h1;msgid=m1;time=2026-01-01T00:00:02.000Z :alice!a@h PRIVMSG #lobby :ok");
    CHECK(seen(client.lobby()) == "ok. ok? ");
    client.hears("@label=h2;msgid=m2;time=2026-01-01T00:00:03.000Z :alice!a@h PRIVMSG #lobby :ok");
    CHECK(seen(client.lobby()) == "ok. ok. ");
}

TEST_CASE("what somebody else said under one's own name is not taken for what one has said")
{
    Speaker client;
    client.comes_online(resend_caps);
    client.empty_history();
    client.irc.down("cut");
    client.irc.say("#lobby", "ok");
    client.comes_online(resend_caps);
    client.is_told({"msgid=m1;time=2026-01-01T00:00:02.000Z :alice!a@h PRIVMSG #lobby :ok"});
    client.hears("@label=h1;msgid=m9;time=2026-01-01T00:00:03.000Z :alice!a@h PRIVMSG #lobby :ok");
    CHECK(seen(client.lobby()) == "ok. ok. ");
}

TEST_CASE("history that tells a line otherwise than it was typed does not make it two")
{
    Speaker client;
    client.comes_online(resend_caps);
    client.empty_history();
    client.irc.say("#lobby", "one");
    client.irc.down("cut");
    client.comes_online(resend_caps);
    client.is_told({"msgid=m1;time=2026-01-01T00:00:02.000Z :alice_!a@h PRIVMSG #lobby :one"});
    CHECK(seen(client.lobby()) == "one. one? ");
    client.hears("@label=h1;msgid=m1;time=2026-01-01T00:00:02.000Z :alice!a@h PRIVMSG #lobby :one");
    CHECK(seen(client.lobby()) == "one. ");
}

TEST_CASE("a room that does not let one in again fails what waited for it")
{
    Speaker client;
    client.comes_online(resend_caps);
    client.empty_history();
    client.irc.say("#lobby", "one");
    client.irc.down("cut");
    client.irc.up();
    client.hears(":s CAP * LS :" + resend_caps);
    client.hears(":s CAP alice ACK :" + resend_caps);
    client.hears(":s 001 alice :Welcome");
    client.hears(":s 474 alice #lobby :Cannot join channel (+b)");
    CHECK(seen(client.lobby()) == "one! ");
    CHECK_FALSE(client.irc.has_pending());
}

TEST_CASE("elsewhere a line that may be lost is never sent again without being asked for")
{
    Speaker client;
    client.comes_online(hubbub_caps);
    client.empty_history();
    client.irc.say("#lobby", "one");
    client.irc.say("bob", "psst");
    client.irc.down("cut");
    client.irc.say("#lobby", "offline");
    const std::size_t before = client.sent.size();
    client.comes_online(hubbub_caps);
    client.empty_history();
    CHECK(client.said_since(before).empty());
    CHECK(seen(client.lobby()) == "one~ ");
    REQUIRE(client.model.ask);
    CHECK(client.model.ask->what == model::Ask::For::resend);
    CHECK(client.model.ask->shown.starts_with("2 lines of yours may be lost: Tab "));

    SECTION("sent again")
    {
        client.model.ask.reset();
        client.irc.send_unsure_again();
        CHECK(client.said_since(before) == std::vector<std::string>{"@label=h1 PRIVMSG #lobby :one",
                                                                    "@label=h2 PRIVMSG bob :psst"});
        client.hears("@label=h1;msgid=m1 :alice!a@h PRIVMSG #lobby :one");
        CHECK(seen(client.lobby()) == "one. ");
        CHECK_FALSE(client.model.ask);
    }
    SECTION("sent again, wherever they have gone on the screen")
    {
        client.model.ask.reset();
        client.lobby().clear();
        CHECK(seen(client.lobby()) == "one~ ");
        client.model.settings.lines = 1;
        for (int i = 0; i < 200; ++i) {
            client.hears("@msgid=n" + std::to_string(i) + " :bob!b@h PRIVMSG #lobby :hm");
            client.model.let_go_of_old();
        }
        CHECK(client.lobby().lines[0].text == "one");
        client.model.close(2); // bob's
        REQUIRE(client.model.network().find("bob") == nullptr);
        client.irc.send_unsure_again();
        CHECK(client.said_since(before) == std::vector<std::string>{"@label=h1 PRIVMSG #lobby :one",
                                                                    "@label=h2 PRIVMSG bob :psst"});
        CHECK(client.lobby().lines[0].state == LineState::pending);
        CHECK(seen(*client.model.network().find("bob")) == "psst? ");
    }
    SECTION("or forgotten")
    {
        client.model.ask.reset();
        client.irc.forget_unsure();
        client.hears(":bob!b@h PRIVMSG #lobby :hm");
        CHECK_FALSE(client.model.ask);
        CHECK(seen(client.lobby()) == "one! hm. ");
        CHECK(client.said_since(before).empty());
    }
    SECTION("or the question comes again, but not while something is typed")
    {
        client.model.ask.reset();
        client.model.here().input.insert("x");
        client.hears(":bob!b@h PRIVMSG #lobby :hm");
        CHECK_FALSE(client.model.ask);
        client.model.here().input.set("");
        client.hears(":bob!b@h PRIVMSG #lobby :hm");
        CHECK(client.model.ask);
    }
}

TEST_CASE("a server that has forgotten how to say things once is not trusted with them")
{
    Speaker client;
    client.comes_online(resend_caps);
    client.empty_history();
    client.irc.say("#lobby", "one");
    client.irc.down("cut");
    client.irc.say("#lobby", "never sent");
    const std::size_t before = client.sent.size();
    client.comes_online(hubbub_caps);
    client.empty_history();
    CHECK(client.said_since(before).size() == 1);
    CHECK(client.last().ends_with(":never sent"));
    CHECK(seen(client.lobby()) == "one~ never sent? ");
    CHECK(client.model.ask);
}

TEST_CASE("where no label tells, the answer to a PING does, one question at a time")
{
    Speaker client;
    client.comes_online("multi-prefix");
    const std::size_t before = client.sent.size();
    client.irc.say("#lobby", "one");
    client.irc.say("#lobby", "two");
    client.irc.say("bob", "psst");
    CHECK(std::vector<std::string>(client.sent.begin() + static_cast<std::ptrdiff_t>(before),
                                   client.sent.end()) ==
          std::vector<std::string>{"PRIVMSG #lobby :one", "PING :hubbub-said-1",
                                   "PRIVMSG #lobby :two", "PRIVMSG bob :psst"});
    CHECK(seen(client.lobby()) == "one? two? ");
    client.hears(":s PONG s :hubbub-said-1");
    CHECK(seen(client.lobby()) == "one. two? ");
    CHECK(client.last() == "PING :hubbub-said-3");
    client.hears(":s 401 alice bob :No such nick");
    client.hears(":s PONG s :hubbub-said-3");
    CHECK(seen(client.lobby()) == "one. two. ");
    CHECK(seen(*client.model.network().find("bob")) == "psst! ");
    CHECK_FALSE(client.irc.has_pending());
    client.irc.say("#lobby", "three");
    CHECK(client.last() == "PING :hubbub-said-4");
}

TEST_CASE("what no answer came to is asked about after a break, on the plainest server too")
{
    Speaker client;
    client.comes_online("multi-prefix");
    client.irc.say("#lobby", "one");
    client.hears(":s PONG s :hubbub-said-1");
    client.irc.say("#lobby", "two");
    client.irc.down("cut");
    const std::size_t before = client.sent.size();
    client.comes_online("multi-prefix");
    CHECK(client.said_since(before).empty());
    CHECK(seen(client.lobby()) == "one. two~ ");
    REQUIRE(client.model.ask);
    CHECK(client.model.ask->shown.starts_with("a line of yours may be lost"));
    client.model.ask.reset();
    client.irc.send_unsure_again();
    CHECK(client.said_since(before) == std::vector<std::string>{"PRIVMSG #lobby :two"});
    client.hears(":s PONG s :hubbub-said-3");
    CHECK(seen(client.lobby()) == "one. two. ");
}

TEST_CASE("an echo without a label is known by what it says")
{
    Speaker client;
    client.comes_online("echo-message message-tags");
    client.irc.say("#lobby", "one");
    client.irc.say("#lobby", "one");
    client.irc.say("#lobby", "\x02loud\x02");
    client.hears("@msgid=m1 :alice!a@h PRIVMSG #lobby :one");
    CHECK(seen(client.lobby()) == "one. one? \x02loud\x02? ");
    CHECK(client.lobby().lines[1].msgid == "m1");
    client.hears("@msgid=m2 :alice!a@h PRIVMSG #lobby :one");
    client.hears("@msgid=m3 :alice!a@h PRIVMSG #lobby :loud"); // +c
    client.hears("@msgid=m4 :alice!a@h PRIVMSG #lobby :from another device");
    CHECK(seen(client.lobby()) == "one. one. \x02loud\x02. from another device. ");
    client.hears(":s PONG s :hubbub-said-3");
    CHECK_FALSE(client.irc.has_pending());
    CHECK(seen(client.lobby()) == "one. one. \x02loud\x02. from another device. ");
}

TEST_CASE("a line that has only been answered for is logged as what was said")
{
    Speaker client;
    std::string noted;
    client.model.on_said = [&](const model::Buffer&, const model::ChatLine& line) {
        noted += std::string(line.nick) + ":" + std::string(line.text) +
                 (line.kind == model::LineKind::action ? "* " : " ");
    };
    client.comes_online("multi-prefix");
    noted.clear();
    client.irc.act("#lobby", "waves");
    CHECK(noted.empty());
    client.hears(":s PONG s :hubbub-said-1");
    CHECK(noted == "alice:waves* ");
}
