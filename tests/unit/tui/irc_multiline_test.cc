// SPDX-License-Identifier: MIT
// Messages of several lines, both ways. IRCv3 draft/multiline.
#include "tests/support/catch.h"
#include "tests/unit/tui/irc_client.h"
#include "wire/pieces.h"

#include <string>
#include <vector>

using namespace hubbub;
using namespace hubbub::tui;
using model::LineState;
using tests::Client;

namespace {

struct Writer : Client {
    explicit Writer(const std::string& limits = "=max-bytes=60,max-lines=4")
    {
        const std::string caps = tests::hubbub_caps + " hubbub.chat/resend draft/multiline";
        irc.up();
        hears(":s CAP * LS :" + caps + limits);
        hears(":s CAP alice ACK :" + caps);
        hears(":s 001 alice :Welcome");
        hears(":alice!a@h JOIN #lobby");
        hears(":s BATCH +h chathistory #lobby");
        hears(":s BATCH -h");
        sent.clear();
    }
    std::string shown()
    {
        std::string all;
        for (std::size_t i = 0; i < lobby().lines.size(); ++i) {
            const model::ChatLine line = lobby().lines[i];
            if (model::is_event(line.kind)) {
                continue;
            }
            all += std::string(line.text) + (line.state == LineState::pending  ? "? "
                                             : line.state == LineState::failed ? "! "
                                                                               : ". ");
        }
        return all;
    }
};

} // namespace

TEST_CASE("several lines go out as one message, which is stored as a whole")
{
    Writer client;
    client.irc.say("#lobby", "one\n\none\ntwo");
    REQUIRE(client.sent.size() == 6);
    CHECK(client.sent[0].starts_with("@label=h1;hubbub.chat/id="));
    CHECK(client.sent[0].ends_with(" BATCH +m1 draft/multiline #lobby"));
    CHECK(client.sent[1] == "@batch=m1 PRIVMSG #lobby :one");
    CHECK(client.sent[2] == "@batch=m1 PRIVMSG #lobby :");
    CHECK(client.sent[4] == "@batch=m1 PRIVMSG #lobby :two");
    CHECK(client.sent[5] == "BATCH -m1");
    CHECK(client.shown() == "one? one? two? ");
    client.hears("@msgid=x :bob!b@h PRIVMSG #lobby :between");
    client.hears("@label=h1;msgid=m;time=2026-01-01T00:00:01.000Z :alice!a@h BATCH +b "
                 "draft/multiline #lobby");
    for (const char* line : {"one", "", "one", "two"}) {
        client.hears("@batch=b :alice!a@h PRIVMSG #lobby :" + std::string(line));
    }
    client.hears(":alice!a@h BATCH -b");
    CHECK(client.shown() == "between. one. one. two. ");
    CHECK(client.lobby().lines[3].msgid == "m");
    CHECK_FALSE(client.irc.has_pending());
}

TEST_CASE("a batch that is refused fails every line of it")
{
    Writer client;
    client.irc.say("#lobby", "one\ntwo");
    client.hears("@label=h1 :s FAIL BATCH MULTILINE_MAX_LINES 1 :Too many");
    CHECK(client.shown().starts_with("one! two! "));
    CHECK_FALSE(client.irc.has_pending());
}

TEST_CASE("what is too much for one message goes line by line")
{
    for (const std::string& much :
         {std::string("1\n2\n3\n4\n5"), std::string(40, 'x') + "\n" + std::string(30, 'y')}) {
        Writer client;
        client.irc.say("#lobby", much);
        for (const std::string& line : client.sent) {
            CHECK(line.find(" PRIVMSG #lobby :") != std::string::npos);
        }
        CHECK(client.sent.size() == (much.size() == 9 ? 5 : 2));
    }
    Client plain;
    plain.comes_online(tests::hubbub_caps);
    plain.irc.say("#lobby", "one\ntwo");
    CHECK(plain.last() == "@label=h2 PRIVMSG #lobby :two");
}

TEST_CASE("a line too long for the protocol is cut, and put together again")
{
    Writer client("");
    const std::string longer(500, 'x');
    client.irc.say("#lobby", "one\n" + longer);
    REQUIRE(client.sent.size() == 5);
    CHECK(client.sent[3] == "@batch=m1;draft/multiline-concat PRIVMSG #lobby :" +
                                longer.substr(wire::longest_message));
    client.hears("@msgid=m :bob!b@h BATCH +b draft/multiline #lobby");
    client.hears("@batch=b :bob!b@h PRIVMSG #lobby :start ");
    client.hears("@batch=b;draft/multiline-concat :bob!b@h PRIVMSG #lobby :and end");
    client.hears("@batch=b :bob!b@h PRIVMSG #lobby :alice: a second line");
    client.hears(":bob!b@h BATCH -b");
    CHECK(client.shown().ends_with("start and end. alice: a second line. "));
    CHECK(client.model.call);
}

TEST_CASE("in history a message of several lines is there once")
{
    Writer client;
    const auto page = [&] {
        client.hears(":s BATCH +h chathistory #lobby");
        client.hears("@batch=h;msgid=1;time=2026-01-01T00:00:01.000Z :bob!b@h PRIVMSG #lobby :a");
        client.hears("@batch=h;msgid=2;time=2026-01-01T00:00:02.000Z :bob!b@h BATCH +m "
                     "draft/multiline #lobby");
        client.hears("@batch=m :bob!b@h PRIVMSG #lobby :b");
        client.hears("@batch=m :bob!b@h PRIVMSG #lobby :c");
        client.hears("@batch=h :bob!b@h BATCH -m");
        client.hears("@batch=h;msgid=3;time=2026-01-01T00:00:03.000Z :bob!b@h PRIVMSG #lobby :d");
        client.hears(":s BATCH -h");
    };
    page();
    page();
    CHECK(client.shown() == "a. b. c. d. ");
    CHECK(client.lobby().lines[2].msgid == "2");
}

TEST_CASE("after a break a message of several lines goes again as a whole")
{
    Writer client;
    client.irc.say("#lobby", "one\ntwo");
    const std::string first = client.sent[0];
    client.irc.down("cut");
    client.sent.clear();
    const std::string caps = tests::hubbub_caps + " hubbub.chat/resend draft/multiline";
    client.comes_online(caps);
    client.sent.clear();
    client.hears(":s BATCH +c chathistory #lobby");
    client.hears("@batch=c;msgid=m;time=2026-01-01T00:00:01.000Z :alice!a@h BATCH +i "
                 "draft/multiline #lobby");
    client.hears("@batch=i :alice!a@h PRIVMSG #lobby :one");
    client.hears("@batch=i :alice!a@h PRIVMSG #lobby :two");
    client.hears("@batch=c :alice!a@h BATCH -i");
    client.hears(":s BATCH -c");
    REQUIRE(client.sent.size() == 4);
    const std::string id = first.substr(0, first.find(' '));
    CHECK(client.sent[0].starts_with(id + " BATCH +m2 "));
    client.hears("@label=h1;msgid=m :alice!a@h BATCH +b draft/multiline #lobby");
    client.hears("@batch=b :alice!a@h PRIVMSG #lobby :one");
    client.hears("@batch=b :alice!a@h PRIVMSG #lobby :two");
    client.hears(":alice!a@h BATCH -b");
    CHECK(client.shown().starts_with("one. two. "));
    CHECK(client.shown().find("one", 3) == std::string::npos);
    CHECK(client.shown().find("?") == std::string::npos);
    CHECK_FALSE(client.irc.has_pending());
}

TEST_CASE("whatever a batch holds is no end of the client")
{
    Writer client;
    for (const char* line :
         {":s BATCH +m draft/multiline", "@batch=m PRIVMSG", "@batch=m JOIN #lobby", ":s BATCH -m",
          ":s BATCH +m draft/multiline #lobby", ":s BATCH -m", ":s BATCH +m draft/multiline #other",
          "@batch=m;draft/multiline-concat :b!b@h PRIVMSG #else :x", "@batch=m :s BATCH +m x y",
          ":s BATCH -m", "@batch=m :s BATCH +m draft/multiline #lobby",
          "@batch=m :b!b@h PRIVMSG #lobby :inner", "@batch=m :s BATCH -m"}) {
        client.hears(line);
    }
    CHECK(client.model.buffers.size() >= 2);
}
