// SPDX-License-Identifier: MIT
// IRCv3 monitor, extended-monitor.
#include "tests/support/catch.h"
#include "tests/support/conversation.h"

using namespace hubbub::tests;

TEST_CASE("MONITOR + tells who is online and who is offline")
{
    Conversation net;
    auto alice = net.registers("alice");
    net.registers("bob");
    alice.says("MONITOR + bob,nobody,bad!nick,bob");
    CHECK(alice.hears() == ":irc.example 730 alice :bob!~bob@bob.example");
    CHECK(alice.hears() == ":irc.example 731 alice :nobody");
    CHECK(alice.hears_nothing());
    alice.says("MONITOR + BOB");
    CHECK(alice.hears_nothing());
}

TEST_CASE("a monitored nick's coming, going and changes are told")
{
    Conversation net;
    auto alice = net.registers("alice");
    alice.says("MONITOR + bob,rob");
    alice.forgets();
    auto bob = net.registers("bob");
    CHECK(alice.hears() == ":irc.example 730 alice :bob!~bob@bob.example");
    bob.says("NICK Bob");
    CHECK(alice.hears_nothing());
    bob.says("NICK rob");
    CHECK(alice.hears() == ":irc.example 731 alice :Bob");
    CHECK(alice.hears() == ":irc.example 730 alice :rob!~bob@bob.example");
    bob.says("QUIT");
    CHECK(alice.hears() == ":irc.example 731 alice :rob");
    CHECK(alice.hears_nothing());
}

TEST_CASE("MONITOR -, C, L and S")
{
    Conversation net;
    auto alice = net.registers("alice");
    net.registers("bob");
    alice.says("MONITOR + Bob,nobody,carol");
    alice.forgets();
    alice.says("MONITOR - CAROL");
    CHECK(alice.hears_nothing());
    alice.says("MONITOR L");
    CHECK(alice.hears() == ":irc.example 732 alice :Bob,nobody");
    CHECK(alice.hears() == ":irc.example 733 alice :End of MONITOR list");
    alice.says("MONITOR s");
    CHECK(alice.hears() == ":irc.example 730 alice :bob!~bob@bob.example");
    CHECK(alice.hears() == ":irc.example 731 alice :nobody");
    alice.says("MONITOR C");
    CHECK(alice.hears_nothing());
    alice.says("MONITOR L");
    CHECK(alice.hears() == ":irc.example 733 alice :End of MONITOR list");
    net.registers("nobody");
    CHECK(alice.hears_nothing());
}

TEST_CASE("a full monitor list refuses the rest, and names it")
{
    auto settings = Conversation::quiet_settings();
    settings.limits.monitor = 2;
    Conversation net(settings);
    auto alice = net.registers("alice");
    alice.says("MONITOR + one,two,three,four");
    CHECK(alice.hears() == ":irc.example 731 alice :one,two");
    CHECK(alice.hears() == ":irc.example 734 alice 2 three,four :Monitor list is full.");
    alice.says("MONITOR + TWO");
    CHECK(alice.hears_nothing());
}

TEST_CASE("MONITOR without a modifier or without targets does nothing")
{
    Conversation net;
    auto alice = net.registers("alice");
    alice.says("MONITOR");
    CHECK(alice.hears() == ":irc.example 461 alice MONITOR :Not enough parameters");
    alice.says("MONITOR +");
    CHECK(alice.hears() == ":irc.example 461 alice MONITOR :Not enough parameters");
    alice.says("MONITOR X");
    CHECK(alice.hears().find(" 400 alice MONITOR X :") != std::string::npos);
}

TEST_CASE("a session that ends watches no longer")
{
    Conversation net;
    auto alice = net.registers("alice");
    alice.says("MONITOR + bob");
    alice.hangs_up();
    CHECK(net.registers("bob").session() != nullptr);
}

TEST_CASE("extended-monitor gives a stranger the news that neighbours get")
{
    Conversation net;
    auto alice = net.registers("alice", "extended-monitor away-notify setname");
    auto plain = net.registers("plain", "away-notify setname");
    auto half = net.registers("half", "extended-monitor");
    auto bob = net.registers("bob");
    for (auto* person : {&alice, &plain, &half}) {
        person->says("MONITOR + bob");
        person->forgets();
    }
    bob.says("AWAY :tea");
    CHECK(alice.hears() == ":bob!~bob@bob.example AWAY :tea");
    bob.says("SETNAME :Bob the Second");
    CHECK(alice.hears() == ":bob!~bob@bob.example SETNAME :Bob the Second");
    CHECK(plain.hears_nothing());
    CHECK(half.hears_nothing());
}

TEST_CASE("who is a neighbour and monitors hears the news once")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub", "extended-monitor away-notify");
    auto bob = net.joins("bob", "#hub");
    alice.says("MONITOR + bob");
    alice.forgets();
    bob.says("AWAY :tea");
    CHECK(alice.hears() == ":bob!~bob@bob.example AWAY :tea");
    CHECK(alice.hears_nothing());
}
