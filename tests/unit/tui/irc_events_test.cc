// SPDX-License-Identifier: MIT
// Comings, goings and changes, live and in history. IRCv3 draft/event-playback.
#include "tests/support/catch.h"
#include "tests/unit/tui/irc_client.h"

#include <string>
#include <vector>

using namespace hubbub;
using namespace hubbub::tui;
using tests::Client;

namespace {

const std::string caps = tests::hubbub_caps + " draft/event-playback";

std::string at(int second, const std::string& line)
{
    const std::string id = std::to_string(second);
    return "msgid=" + id + ";time=2026-01-01T00:00:" + (second < 10 ? "0" : "") + id + ".000Z " +
           line;
}

std::string members(const model::Buffer& room)
{
    std::string all;
    for (const model::Member& member : room.members) {
        all += member.prefix + member.nick + " ";
    }
    return all;
}

} // namespace

TEST_CASE("history tells who came, went and changed what, and changes nothing itself")
{
    Client client;
    client.comes_online(caps);
    client.hears(":s 332 alice #lobby :tea at four");
    client.hears(":s 353 alice = #lobby :@bob alice");
    client.hears(":s 366 alice #lobby :End");
    client.hears_history({
        at(1, ":carol!c@h JOIN #lobby"),
        at(2, ":carol!c@h PRIVMSG #lobby :hello"),
        at(3, ":carol!c@h NICK :caro"),
        at(4, ":bob!b@h TOPIC #lobby :coffee"),
        at(5, ":bob!b@h MODE #lobby +o caro"),
        at(6, ":bob!b@h KICK #lobby alice :oops"),
        at(7, ":caro!c@h PART #lobby :bye"),
        at(8, ":alice!a@h NICK :someone"),
        at(9, ":bob!b@h QUIT :Quit: so long"),
    });
    CHECK(client.seen() ==
          ">carol hello carol is now known as caro bob set the topic: coffee bob set +o caro "
          "bob put you out (oops) <caro alice is now known as someone <bob >alice");
    CHECK(client.lobby().lines[6].text == "bye");
    CHECK(client.lobby().lines[8].text == "Quit: so long");
    CHECK(members(client.lobby()) == "@bob alice ");
    CHECK(client.lobby().topic == "tea at four");
    CHECK(client.lobby().joined);
    CHECK(client.model.network().nick == "alice");
    CHECK(client.lobby().unread == 0);
    CHECK(client.last().find("NAMES") == std::string::npos);
}

TEST_CASE("what was told live comes in no page again, and the gap between is filled")
{
    Client client;
    client.comes_online(caps);
    client.hears_history({at(1, ":bob!b@h JOIN #lobby")}, "@draft/chathistory-end ");
    client.hears("@" + at(2, ":carol!c@h JOIN #lobby"));
    client.hears("@" + at(3, ":carol!c@h QUIT :Quit: so long"));
    client.irc.down("cut");
    const std::size_t before = client.lobby().lines.size(); // with the break
    client.irc.up();
    client.hears(":s CAP * LS :" + caps);
    client.hears(":s CAP alice ACK :" + caps);
    client.hears(":s 001 alice :Welcome");
    client.hears("@" + at(6, ":alice!a@h JOIN #lobby"));
    CHECK(client.last() == "CHATHISTORY AFTER #lobby msgid=3 100");
    client.hears("@" + at(7, ":carol!c@h JOIN #lobby"));
    const std::vector<std::string> missed = {
        at(4, ":alice!a@h QUIT :Connection lost"),
        at(5, ":bob!b@h TOPIC #lobby :coffee"),
        at(6, ":alice!a@h JOIN #lobby"),
        at(7, ":carol!c@h JOIN #lobby"),
    };
    client.hears_history(missed);
    CHECK(client.lobby().lines.size() == before + 4);
    const std::string seen = client.seen();
    CHECK(seen.find("<carol <alice bob set the topic: coffee") != std::string::npos);
    CHECK(seen.ends_with(" >alice >carol"));
    CHECK(members(client.lobby()) == "carol "); // before NAMES tells
    client.hears_history(missed);
    CHECK(client.seen() == seen);
    client.hears("@" + at(7, ":carol!c@h JOIN #lobby"));
    CHECK(client.seen() == seen);
}

TEST_CASE("an event is one line, in whatever words it was told")
{
    Client client;
    client.comes_online(caps);
    client.hears_history({}, "@draft/chathistory-end ");
    client.hears("@" + at(1, ":bob!b@h KICK #lobby alice :out"));
    client.hears(":alice!a@h NICK :al");
    client.hears_history({at(1, ":bob!b@h KICK #lobby alice :out")});
    CHECK(client.seen() == ">alice bob put you out (out) /join #lobby goes back");
}

TEST_CASE("what leaves several rooms at once is in each of them once")
{
    Client client;
    client.comes_online(caps);
    client.hears(":alice!a@h JOIN #hub");
    client.hears(":bob!b@h JOIN #hub");
    client.hears(":bob!b@h JOIN #lobby");
    client.hears("@" + at(1, ":bob!b@h QUIT :bye"));
    CHECK(client.seen() == ">alice >bob <bob");
    CHECK(client.model.network().find("#hub")->lines.size() == 3);
}

TEST_CASE("a page that shows little is followed by the next, until there is a screen of talk")
{
    Client client;
    client.comes_online(caps);
    client.irc.set_chathistory_limit(4);
    client.hears_history({at(30, ":bob!b@h JOIN #lobby"), at(31, ":bob!b@h QUIT :x"),
                          at(32, ":carol!c@h JOIN #lobby"), at(33, ":carol!c@h QUIT :x")});
    CHECK(client.last() == "CHATHISTORY BEFORE #lobby msgid=30 4");
    // Lines that are not shown count as places, or this would be asked again and again.
    client.hears_history({at(10, ":bob!b@h TAGMSG #lobby"), at(11, ":bob!b@h TAGMSG #lobby"),
                          at(12, ":bob!b@h TAGMSG #lobby"), at(13, ":bob!b@h TAGMSG #lobby")});
    CHECK(client.last() == "CHATHISTORY BEFORE #lobby msgid=10 4");
    client.hears_history({at(1, ":bob!b@h PRIVMSG #lobby :one"),
                          at(2, ":bob!b@h PRIVMSG #lobby :two"), at(3, ":carol!c@h JOIN #lobby"),
                          at(4, ":carol!c@h QUIT :x")});
    CHECK_FALSE(client.lobby().fetch);
    CHECK(client.seen() == "one two >carol <carol >bob <bob >carol <carol >alice");
}

TEST_CASE("pages without any talk do not follow each other for ever")
{
    Client client;
    client.comes_online(caps);
    int pages = 0;
    for (int second = 59; client.lobby().fetch; --second) {
        client.hears_history({at(second, ":bob!b@h TAGMSG #lobby")});
        ++pages;
    }
    CHECK(pages == 10);
    CHECK_FALSE(client.lobby().whole_history);
    client.irc.fetch_older(client.lobby()); // the person scrolls on
    CHECK(client.last() == "CHATHISTORY BEFORE #lobby msgid=50 100");
}

TEST_CASE("a server that keeps no events is never asked from one")
{
    Client client;
    client.comes_online(tests::hubbub_caps);
    client.hears_history({at(1, ":bob!b@h PRIVMSG #lobby :one")}, "@draft/chathistory-end ");
    client.hears("@" + at(2, ":bob!b@h TOPIC #lobby :coffee"));
    client.irc.down("cut");
    client.comes_online(tests::hubbub_caps);
    CHECK(client.last() == "CHATHISTORY AFTER #lobby msgid=1 100");
}
