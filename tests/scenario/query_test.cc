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
    CHECK(bob.hears() == ":irc.example 311 bob alice ~alice alice.example * :alice");
    CHECK(bob.hears() == ":irc.example 319 bob alice :@#hub");
    CHECK(bob.hears_about(" 312 ") != "");
    CHECK(bob.hears() == ":irc.example 301 bob alice :tea");
    CHECK(bob.hears_about(" 317 ") != "");
    CHECK(bob.hears() == ":irc.example 318 bob alice :End of /WHOIS list");
    bob.says("WHOIS nobody");
    CHECK(bob.hears() == ":irc.example 401 bob nobody :No such nick/channel");
    CHECK(bob.hears() == ":irc.example 318 bob nobody :End of /WHOIS list");
    bob.says("WHOIS");
    CHECK(bob.hears_about(" 431 ") != "");
}

TEST_CASE("WHOIS message: without a nick 431, as WHOWAS")
{
    Conversation net;
    auto alice = net.registers("alice");
    for (const char* line : {"WHOIS", "WHOIS :", "WHOWAS"}) {
        alice.says(line);
        CHECK(alice.hears() == ":irc.example 431 alice :No nickname given");
    }
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

TEST_CASE("the end of WHOIS repeats the nick exactly as it was sent")
{
    Conversation net;
    auto alice = net.registers("alice");
    alice.says("WHOIS irc.example ALICE");
    CHECK(alice.hears_about(" 318 ") == ":irc.example 318 alice ALICE :End of /WHOIS list");
    alice.says("WHOIS alice alice");
    CHECK(alice.hears_about(" 311 ") != "");
    alice.forgets();
    alice.says("WHOIS other.example alice");
    CHECK(alice.hears() == ":irc.example 402 alice other.example :No such server");
    CHECK(alice.hears_nothing());
    alice.says("WHOIS alice,nobody");
    CHECK(alice.hears_about(" 318 ") == ":irc.example 318 alice alice,nobody :End of /WHOIS list");
}

TEST_CASE("WHOIS shows modes and the real host to the person alone")
{
    Conversation net;
    auto alice = net.registers("alice");
    auto bob = net.registers("bob");
    alice.says("MODE alice +w");
    alice.forgets();
    alice.says("WHOIS alice");
    CHECK(alice.hears_about(" 338 ") ==
          ":irc.example 338 alice alice ~alice@192.0.2.1 192.0.2.1 :Is actually using host");
    CHECK(alice.hears() == ":irc.example 379 alice alice :is using modes +w");
    bob.says("WHOIS alice");
    for (const std::string& line : bob.hears_all()) {
        CHECK(line.find("192.0.2.1") == std::string::npos);
        CHECK(line.find(" 379 ") == std::string::npos);
    }
}

TEST_CASE("WHOIS hides secret rooms, and all rooms of the invisible")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto bob = net.registers("bob");
    alice.says("JOIN #secret");
    alice.says("MODE #secret +s");
    bob.says("WHOIS alice");
    CHECK(bob.hears_about(" 319 ") == ":irc.example 319 bob alice :@#hub");
    CHECK(bob.hears_about(" 319 ") == "");
    alice.says("MODE alice +i");
    bob.says("WHOIS alice");
    CHECK(bob.hears_about(" 319 ") == "");
    bob.says("JOIN #hub");
    bob.says("WHOIS alice");
    CHECK(bob.hears_about(" 319 ") == ":irc.example 319 bob alice :@#hub");
}

TEST_CASE("WHOWAS tells who left a nick, the last first")
{
    Conversation net;
    auto alice = net.registers("alice");
    auto first = net.registers("bob");
    first.says("SETNAME :First");
    first.says("QUIT");
    auto second = net.registers("bob");
    second.says("NICK robert");
    alice.says("WHOWAS BOB");
    CHECK(alice.hears() == ":irc.example 314 alice bob ~bob bob.example * :bob");
    CHECK(alice.hears().find(":irc.example 312 alice bob irc.example ") == 0);
    CHECK(alice.hears() == ":irc.example 314 alice bob ~bob bob.example * :First");
    CHECK(alice.hears_about(" 369 ") == ":irc.example 369 alice BOB :End of WHOWAS");
    alice.says("WHOWAS bob 1");
    CHECK(alice.hears_about("First") == "");
    alice.says("WHOWAS bob -1");
    CHECK(alice.hears_about("First") != "");
    alice.forgets();
    alice.says("WHOWAS robert");
    CHECK(alice.hears() == ":irc.example 406 alice robert :There was no such nickname");
    CHECK(alice.hears() == ":irc.example 369 alice robert :End of WHOWAS");
    alice.says("WHOWAS");
    CHECK(alice.hears() == ":irc.example 431 alice :No nickname given");
}

TEST_CASE("WHOWAS remembers so many people and no more")
{
    auto settings = Conversation::quiet_settings();
    settings.limits.whowas = 1;
    Conversation net(settings);
    auto alice = net.registers("alice");
    net.registers("bob").says("QUIT");
    net.registers("carol").says("QUIT");
    alice.says("WHOWAS carol");
    CHECK(alice.hears_about(" 314 ") != "");
    alice.says("WHOWAS bob");
    CHECK(alice.hears_about(" 406 ") != "");
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
                                           {"LINKS irc.*", " 364 "},
                                           {"LINKS other.*", " 365 alice other.* "},
                                           {"LINKS other.example *", " 402 "},
                                           {"HELP", " 704 "},
                                           {"HELP JOIN", " 704 "},
                                           {"HELP nothing", " 524 "},
                                           {"SUMMON x", " 445 "},
                                           {"USERS", " 446 "},
                                           {"STATS u", " 242 "},
                                           {"STATS m", " 212 "},
                                           {"STATS x", " 219 "},
                                           {"STATS", " 461 "},
                                           {"TRACE", " 262 "},
                                           {"SERVLIST", " 235 "},
                                           {"SQUERY nickserv :hi", " 408 "},
                                           {"CONNECT other.example", " 481 "},
                                           {"SQUIT other.example :why", " 481 "},
                                           {"VERSION other.example", " 402 "},
                                           {"MOTD other.example", " 402 "},
                                           {"TIME other.example", " 402 "},
                                           {"ADMIN other.example", " 402 "},
                                           {"VERSION irc.*", " 351 "},
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

TEST_CASE("HELP names the subject as it was asked for")
{
    Conversation net;
    auto alice = net.registers("alice");
    alice.says("HELP privmsg");
    CHECK(alice.hears() == ":irc.example 704 alice privmsg :** PRIVMSG **");
    CHECK(alice.hears() == ":irc.example 705 alice privmsg :");
    CHECK(alice.hears() == ":irc.example 705 alice privmsg :Usage: PRIVMSG target[,target] :text");
    CHECK(alice.hears().find(":irc.example 706 alice privmsg :") == 0);
    CHECK(alice.hears_nothing());
    alice.says("HELP :two words");
    CHECK(alice.hears() == ":irc.example 524 alice * :No help available on this topic");
    alice.says("HELP");
    CHECK(alice.hears() == ":irc.example 704 alice * :** Commands **");
}

TEST_CASE("the modes that people start with are the operator's choice")
{
    auto settings = Conversation::quiet_settings();
    settings.default_user_modes = "i";
    Conversation net(settings);
    auto alice = net.registers("alice");
    alice.says("MODE alice");
    CHECK(alice.hears() == ":irc.example 221 alice +i");
}
