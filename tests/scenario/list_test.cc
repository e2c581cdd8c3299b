// SPDX-License-Identifier: MIT
// Modern IRC, "LIST message", "ELIST parameter".
#include "tests/support/catch.h"
#include "tests/support/conversation.h"

#include <string>
#include <vector>

using namespace hubbub;
using namespace hubbub::tests;

namespace {

// The rooms that LIST shows for the question, joined.
std::string listed(Person& person, const std::string& question)
{
    person.forgets();
    person.says("LIST " + question);
    std::string rooms;
    for (const std::string& line : person.hears_all()) {
        const std::size_t place = line.find(" 322 ");
        if (place != std::string::npos) {
            const std::size_t start = line.find('#');
            rooms += (rooms.empty() ? "" : " ") + line.substr(start, line.find(' ', start) - start);
        }
    }
    return rooms;
}

} // namespace

TEST_CASE("LIST starts, lists and ends; secret rooms are their members'")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto bob = net.registers("bob");
    alice.says("TOPIC #hub :hot tea");
    alice.says("JOIN #secret");
    alice.says("MODE #secret +s");
    bob.says("LIST");
    CHECK(bob.hears() == ":irc.example 321 bob Channel :Users  Name");
    CHECK(bob.hears() == ":irc.example 322 bob #hub 1 :hot tea");
    CHECK(bob.hears() == ":irc.example 323 bob :End of /LIST");
    CHECK(listed(bob, "#secret") == "");
    CHECK(listed(alice, "#secret") == "#secret");
}

TEST_CASE("M and N: masks that match, and that must not")
{
    Conversation net;
    auto alice = net.registers("alice");
    alice.says("JOIN #tea,#teapot,#milk");
    CHECK(listed(alice, "#TEA") == "#tea");
    CHECK(listed(alice, "*tea*") == "#tea #teapot");
    CHECK(listed(alice, "!*tea*") == "#milk");
    CHECK(listed(alice, "*tea*,!*pot") == "#tea");
    CHECK(listed(alice, "#tea,#milk") == "#tea #milk");
}

TEST_CASE("U: more or fewer users")
{
    Conversation net;
    auto alice = net.registers("alice");
    alice.says("JOIN #one,#two");
    auto bob = net.joins("bob", "#two");
    CHECK(listed(bob, ">1") == "#two");
    CHECK(listed(bob, "<2") == "#one");
    CHECK(listed(bob, ">0,<2") == "#one");
    CHECK(listed(bob, "<1") == "");
    CHECK(listed(bob, "#two >0") == "#two");
}

TEST_CASE("C and T: made, or given a topic, less or more than so many minutes ago")
{
    Conversation net;
    auto alice = net.joins("alice", "#old");
    alice.says("TOPIC #old :tea");
    net.clock().advance(std::chrono::minutes(10));
    alice.says("PONG x");
    alice.says("JOIN #new");
    CHECK(listed(alice, "C<5") == "#new");
    CHECK(listed(alice, "C>5") == "#old");
    CHECK(listed(alice, "c>5") == "#old");
    CHECK(listed(alice, "T>5") == "#old");
    CHECK(listed(alice, "T<5") == "");
    CHECK(listed(alice, "T<11") == "#old");
}

TEST_CASE("SAFELIST: a list longer than the send queue comes as fast as it is read")
{
    core::Settings settings = Conversation::quiet_settings();
    settings.limits.channels = 0;
    Conversation net(settings);
    auto alice = net.registers("alice");
    for (int i = 0; i < 700; ++i) {
        alice.says("JOIN #room" + std::to_string(i));
    }
    auto bob = net.registers("bob", "labeled-response batch");
    bob.stops_reading();
    bob.says("@label=a LIST");
    bob.says("PING after");
    CHECK(bob.hears_nothing());
    alice.says("PART #room13"); // meanwhile
    bob.reads_again();
    const std::vector<std::string> lines = bob.hears_all();
    REQUIRE(lines.size() == 699 + 5);
    CHECK(lines[0].find("BATCH +") != std::string::npos);
    CHECK(lines[1].find(" 321 bob ") != std::string::npos);
    CHECK(lines[701].find(" 323 bob ") != std::string::npos);
    CHECK(lines[702].find("BATCH -") != std::string::npos);
    CHECK(lines[703].find(" PONG ") != std::string::npos); // and nothing overtook it
}

TEST_CASE("a list is not gone on with for who has left meanwhile")
{
    core::Settings settings = Conversation::quiet_settings();
    settings.limits.channels = 0;
    Conversation net(settings);
    net.joins("alice", "#tea,#milk");
    auto bob = net.registers("bob");
    bob.stops_reading();
    bob.says("LIST");
    bob.forgets();
    bob.hangs_up();
    bob.reads_again();
    CHECK(bob.hears_about(" 322 ").empty());
    CHECK(bob.has_gone());
}
