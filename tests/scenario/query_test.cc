// SPDX-License-Identifier: MIT
// Modern IRC, "User-Based Queries" and "Server Queries".
#include "tests/support/catch.h"
#include "tests/support/conversation.h"

using namespace hubbub::tests;

TEST_CASE("WHO shows a room, a person, and hides the invisible from strangers")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto bob = net.registers("bob");
    bob.says("WHO #hub");
    CHECK(bob.hears() ==
          ":irc.example 352 bob #hub ~alice alice.example irc.example alice H@ :0 alice");
    CHECK(bob.hears() == ":irc.example 315 bob #hub :End of WHO list");
    alice.says("MODE alice +i");
    bob.says("WHO al*");
    CHECK(bob.hears() == ":irc.example 315 bob al* :End of WHO list");
    bob.says("WHO alice");
    CHECK(bob.hears().find(" 352 ") != std::string::npos);
}

TEST_CASE("WHOIS tells about a person, and who is not there")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto bob = net.registers("bob");
    alice.says("AWAY :tea");
    bob.says("WHOIS alice");
    CHECK(bob.hears() == ":irc.example 311 bob alice ~alice alice.example * alice");
    CHECK(bob.hears() == ":irc.example 319 bob alice @#hub");
    CHECK(bob.hears_about(" 312 ") != "");
    CHECK(bob.hears() == ":irc.example 301 bob alice tea");
    CHECK(bob.hears_about(" 317 ") != "");
    CHECK(bob.hears() == ":irc.example 318 bob alice :End of /WHOIS list");
    bob.says("WHOIS nobody");
    CHECK(bob.hears() == ":irc.example 401 bob nobody :No such nick/channel");
    CHECK(bob.hears() == ":irc.example 318 bob nobody :End of /WHOIS list");
    bob.says("WHOIS");
    CHECK(bob.hears_about(" 461 ") != "");
}

TEST_CASE("WHOIS shows the address to its owner alone")
{
    Conversation net;
    auto alice = net.registers("alice");
    auto bob = net.registers("bob");
    alice.says("WHOIS alice");
    CHECK(alice.hears_about("192.0.2.1") != "");
    bob.says("WHOIS alice");
    CHECK(bob.hears_about("192.0.2.1") == "");
}

TEST_CASE("ISON and USERHOST name those who are there")
{
    Conversation net;
    auto alice = net.registers("alice");
    auto bob = net.registers("bob");
    bob.says("AWAY :x");
    alice.says("ISON bob nobody Alice");
    CHECK(alice.hears() == ":irc.example 303 alice :bob alice");
    alice.says("USERHOST bob alice");
    CHECK(alice.hears() ==
          ":irc.example 302 alice :bob=-~bob@bob.example alice=+~alice@alice.example");
}

TEST_CASE("the server tells about itself")
{
    auto settings = Conversation::quiet_settings();
    settings.motd = {"be kind"};
    Conversation net(settings);
    auto alice = net.registers("alice");
    alice.says("MOTD");
    CHECK(alice.hears() == ":irc.example 375 alice :- irc.example Message of the day - ");
    CHECK(alice.hears() == ":irc.example 372 alice :- be kind");
    CHECK(alice.hears() == ":irc.example 376 alice :End of /MOTD command.");
    for (const auto& [command, numeric] : {std::pair("VERSION", " 351 "),
                                           {"TIME", " 391 "},
                                           {"LUSERS", " 251 "},
                                           {"ADMIN", " 256 "},
                                           {"INFO", " 371 "},
                                           {"LINKS", " 364 "},
                                           {"HELP", " 704 "},
                                           {"HELP JOIN", " 704 "},
                                           {"HELP nothing", " 524 "},
                                           {"SUMMON x", " 445 "},
                                           {"USERS", " 446 "},
                                           {"NONSENSE", " 421 "}}) {
        alice.forgets();
        alice.says(command);
        CHECK(alice.hears().find(numeric) != std::string::npos);
    }
}

TEST_CASE("SETNAME tells those who know it")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub", "setname");
    auto bob = net.joins("bob", "#hub", "setname");
    auto bare = net.joins("bare", "#hub");
    bob.forgets();
    alice.forgets();
    alice.says("SETNAME :Alice the Second");
    CHECK(bob.hears() == ":alice!~alice@alice.example SETNAME :Alice the Second");
    CHECK(alice.hears() == ":alice!~alice@alice.example SETNAME :Alice the Second");
    CHECK(bare.hears_nothing());
}
