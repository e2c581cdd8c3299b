// SPDX-License-Identifier: MIT
// Servers that say what no server should.
#include "tests/support/catch.h"
#include "tests/unit/tui/irc_client.h"
#include "tui/net/irc.h"

#include <algorithm>
#include <string>
#include <vector>

using namespace hubbub;
using namespace hubbub::tui;
using tests::Client;
using tests::hubbub_caps;

namespace {

std::string last_line(const model::Buffer& buffer)
{
    return buffer.lines.empty() ? "" : std::string(buffer.lines[buffer.lines.size() - 1].text);
}

} // namespace

TEST_CASE("a change of nick to nothing, or to itself, is none")
{
    Client client;
    client.comes_online(hubbub_caps);
    const std::size_t before = client.lobby().lines.size();
    client.hears(":alice!a@h NICK");
    client.hears(":alice!a@h NICK :");
    client.hears(":alice!a@h NICK alice");
    CHECK(client.model.network().nick == "alice");
    CHECK(client.lobby().lines.size() == before);
    client.hears(":alice!a@h NICK Alice"); // another writing of it is a change
    CHECK(client.model.network().nick == "Alice");
}

TEST_CASE("one is welcomed once, and by a name")
{
    Client client;
    client.comes_online(hubbub_caps);
    const auto joins = [&] {
        return std::count(client.sent.begin(), client.sent.end(), "JOIN #lobby");
    };
    CHECK(joins() == 1);
    client.hears(":s 001");
    client.hears(":s 001 alice :again");
    CHECK(joins() == 1);
    CHECK(client.model.network().nick == "alice");
    client.clock.advance(Millis(7));
    client.hears(":s PONG s :hubbub-lag");
    CHECK(client.model.network().lag == Millis(7)); // and not since the clock began
}

TEST_CASE("a server that has every nick in use is not asked for ever")
{
    Client client;
    client.irc.up();
    client.hears(":s CAP * LS :");
    std::size_t asked = 0;
    for (int i = 0; i < 50; ++i) {
        const std::size_t before = client.sent.size();
        client.hears(":s 433 * alice :Nickname is already in use");
        asked += client.sent.size() - before;
    }
    CHECK(asked == 5);
    CHECK(last_line(client.model.network().server()).find("/nick NAME") != std::string::npos);
    client.hears(":s 432 * al!ce :Erroneous nickname");
    CHECK(last_line(client.model.here()) == "al!ce: Erroneous nickname; /nick NAME takes another");
}

TEST_CASE("a server that says nothing while one comes in is dead")
{
    Client client;
    client.irc.up();
    client.clock.advance(Millis(44'000));
    CHECK(client.irc.why_dead().empty());
    client.hears(":s NOTICE * :looking up your name");
    client.clock.advance(Millis(44'000));
    CHECK(client.irc.why_dead().empty());
    client.clock.advance(Millis(2'000));
    CHECK_FALSE(client.irc.why_dead().empty());
}

TEST_CASE("who is put out is told the way back, and names are no longer shown")
{
    Client client;
    client.comes_online(hubbub_caps);
    client.hears(":s 353 alice = #lobby :alice bob");
    client.hears(":s 366 alice #lobby :End");
    client.hears(":bob!b@h KICK #lobby alice :bye");
    CHECK(last_line(client.lobby()) == "/join #lobby goes back");
    CHECK(client.lobby().members.empty());
    CHECK_FALSE(client.lobby().joined);
}

TEST_CASE("a topic is shown without its colours, whole")
{
    Client client;
    client.comes_online(hubbub_caps);
    client.hears(":s 332 alice #lobby :\x03"
                 "04red\x03 and \x02"
                 "bold\x02 \x1b[31m\x04"
                 "ff8000hex");
    CHECK(client.lobby().topic == "red and bold [31mhex");
    client.hears(":bob!b@h TOPIC #lobby :\x03"
                 "12,4blue");
    CHECK(client.lobby().topic == "blue");
}

TEST_CASE("what says nothing is not shown")
{
    Client client;
    client.comes_online(hubbub_caps);
    const std::size_t before = client.lobby().lines.size();
    for (const char* line :
         {":s 700 alice", ":s 700 alice :", ":s 499 alice : ", ":s FAIL * X :"}) {
        client.hears(line);
    }
    CHECK(client.lobby().lines.size() == before);
}

TEST_CASE("batches that never end take no more memory than they may")
{
    Client client;
    client.comes_online(hubbub_caps);
    for (int i = 0; i < 1000; ++i) {
        client.hears(":s BATCH +" + std::to_string(i) + " chathistory #lobby");
    }
    // The first is collected; what belongs to one too many is taken as it comes.
    const std::size_t before = client.lobby().lines.size();
    client.hears("@batch=0 :bob!b@h PRIVMSG #lobby :old");
    CHECK(client.lobby().lines.size() == before);
    client.hears("@batch=999 :bob!b@h PRIVMSG #lobby :new");
    CHECK(client.lobby().lines.size() == before + 1);
    client.hears(":s BATCH -999");
    client.hears(":s BATCH -0");
}

TEST_CASE("every numeric and command, with any number of parameters, in any order, is survived")
{
    Client client;
    client.comes_online(hubbub_caps);
    const std::vector<std::string> tails = {"",
                                            " alice",
                                            " #lobby",
                                            " alice #lobby",
                                            " alice #lobby x y z :t",
                                            " :",
                                            " alice :",
                                            " +x chathistory #lobby",
                                            " -x"};
    for (int number = 0; number < 1000; ++number) {
        for (const std::string& tail : tails) {
            client.hears(":s " + std::to_string(1000 + number).substr(1) + tail);
        }
    }
    for (const char* command :
         {"PRIVMSG", "NOTICE", "JOIN", "PART", "KICK", "NICK", "QUIT", "MODE", "TOPIC", "INVITE",
          "BATCH", "CAP", "AUTHENTICATE", "AWAY", "FAIL", "ERROR", "PONG", "PING", "TAGMSG"}) {
        for (const std::string& tail : tails) {
            for (const char* source :
                 {":alice!a@h ", ":bob!b@h ", "", ": ", "@batch=x :bob ", "@time=x :s "}) {
                client.hears(std::string(source) + command + tail);
            }
        }
    }
    CHECK_FALSE(client.model.network().nick.empty());
    CHECK(client.model.buffers.size() < 50);
}
