// SPDX-License-Identifier: MIT
// Modern IRC, "WHO message"; IRCv3 whox, bot-mode, multi-prefix.
#include "tests/support/catch.h"
#include "tests/support/conversation.h"

using namespace hubbub::tests;

TEST_CASE("WHO of a nick names a channel the person is joined to")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto bob = net.registers("bob");
    bob.says("WHO alice");
    CHECK(bob.hears() ==
          ":irc.example 352 bob #hub ~alice alice.example irc.example alice H@ :0 alice");
    CHECK(bob.hears() == ":irc.example 315 bob alice :End of WHO list");
    alice.says("MODE #hub +s");
    bob.says("WHO alice");
    CHECK(bob.hears().find(" 352 bob * ~alice ") != std::string::npos);
}

TEST_CASE("the flags are H or G, *, prefix, user modes, in this order")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto bob = net.registers("bob", "multi-prefix");
    alice.says("MODE #hub +v alice");
    alice.says("MODE alice +B");
    alice.says("AWAY :tea");
    bob.says("WHO #hub");
    CHECK(bob.hears().find(" alice G@+B :0 alice") != std::string::npos);
}

TEST_CASE("the end of WHO repeats the mask as it was sent")
{
    Conversation net;
    auto alice = net.registers("alice");
    for (const char* mask : {"0", "*", "nobody", "#nowhere", "ALICE"}) {
        alice.says(std::string("WHO ") + mask);
        CHECK(alice.hears_about(" 315 ") ==
              std::string(":irc.example 315 alice ") + mask + " :End of WHO list");
    }
}

TEST_CASE("a secret room and the invisible are hidden from outsiders")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto bob = net.registers("bob");
    alice.says("MODE #hub +s");
    bob.says("WHO #hub");
    CHECK(bob.hears() == ":irc.example 315 bob #hub :End of WHO list");
    alice.says("MODE #hub -s");
    alice.says("MODE alice +i");
    bob.says("WHO #hub");
    CHECK(bob.hears() == ":irc.example 315 bob #hub :End of WHO list");
    bob.says("JOIN #hub");
    bob.forgets();
    bob.says("WHO #hub");
    CHECK(bob.hears_about(" alice H@ ") != "");
}

TEST_CASE("WHOX returns exactly the fields asked for, in the order specified")
{
    Conversation net;
    net.joins("alice", "#hub");
    auto bob = net.registers("bob");
    bob.says("WHO #hub %roaldfnshiuct,42");
    CHECK(bob.hears() == ":irc.example 354 bob 42 #hub ~alice 255.255.255.255 alice.example "
                         "irc.example alice H@ 0 0 0 n/a :alice");
    CHECK(bob.hears() == ":irc.example 315 bob #hub :End of WHO list");
    bob.says("WHO alice %cuhnar");
    CHECK(bob.hears() == ":irc.example 354 bob #hub ~alice alice.example alice 0 :alice");
    bob.forgets();
    bob.says("WHO alice %nZ!");
    CHECK(bob.hears() == ":irc.example 354 bob alice");
    bob.forgets();
    bob.says("WHO alice %tn,1234");
    CHECK(bob.hears() == ":irc.example 354 bob 0 alice");
}

TEST_CASE("WHOX shows an address to its owner alone")
{
    Conversation net;
    auto alice = net.registers("alice");
    auto bob = net.registers("bob");
    alice.says("WHO alice %i");
    CHECK(alice.hears() == ":irc.example 354 alice 192.0.2.1");
    bob.says("WHO alice %i");
    CHECK(bob.hears() == ":irc.example 354 bob 255.255.255.255");
}

TEST_CASE("WHO o lists operators only")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    alice.says("WHO #hub o");
    CHECK(alice.hears() == ":irc.example 315 alice #hub :End of WHO list");
    alice.says("WHO #hub o%n");
    CHECK(alice.hears() == ":irc.example 315 alice #hub :End of WHO list");
}

TEST_CASE("a bot's messages bear the bot tag, for those with message-tags")
{
    Conversation net;
    auto robot = net.joins("robot", "#hub");
    auto alice = net.joins("alice", "#hub", "message-tags");
    auto bare = net.joins("bare", "#hub");
    robot.says("MODE robot +B");
    alice.forgets();
    bare.forgets();
    robot.says("PRIVMSG #hub :beep");
    const std::string heard = alice.hears();
    CHECK(heard.find(";bot ") != std::string::npos);
    CHECK(heard.find("PRIVMSG #hub :beep") != std::string::npos);
    CHECK(bare.hears() == ":robot!~robot@robot.example PRIVMSG #hub :beep");
    robot.says("PART #hub");
    CHECK(alice.hears().find(";bot ") != std::string::npos);
    alice.says("WHOIS robot");
    CHECK(alice.hears_about(" 335 ") == ":irc.example 335 alice robot :is a bot");
}

TEST_CASE("WHO of many comes as it is read, and tells who is there by then")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    std::vector<Person> crowd;
    for (int i = 0; i < 300; ++i) {
        crowd.push_back(net.joins("p" + std::to_string(i), "#hub"));
    }
    alice.forgets();
    alice.stops_reading();
    alice.says("WHO #hub");
    CHECK(alice.hears_nothing());
    crowd[7].says("PART #hub");
    CHECK(alice.hears_about(" PART ").find(":p7!") == 0); // what others do still comes
    alice.reads_again();
    const std::vector<std::string> lines = alice.hears_all();
    REQUIRE(lines.size() == 300 + 1);
    CHECK(lines.back().find(" 315 alice #hub ") != std::string::npos);
}
