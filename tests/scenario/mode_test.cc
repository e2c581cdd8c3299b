// SPDX-License-Identifier: MIT
// Modern IRC, "MODE message".
#include "tests/support/catch.h"
#include "tests/support/conversation.h"

using namespace hubbub::tests;

TEST_CASE("MODE shows what is set")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    alice.says("MODE #hub +kl secret 5");
    CHECK(alice.hears() == ":alice!~alice@alice.example MODE #hub +kl secret 5");
    alice.says("MODE #hub");
    CHECK(alice.hears() == ":irc.example 324 alice #hub +klnt secret 5");
    CHECK(alice.hears() == ":irc.example 329 alice #hub 1700000000");
    auto eve = net.registers("eve");
    eve.says("MODE #hub");
    CHECK(eve.hears() == ":irc.example 324 eve #hub +klnt * 5");
}

TEST_CASE("many letters in one line, and what is wrong does not stop what is right")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto bob = net.joins("bob", "#hub");
    alice.forgets();
    bob.forgets();
    alice.says("MODE #hub +Zmv-t+o bob nobody");
    CHECK(alice.hears() == ":irc.example 472 alice Z :is unknown mode char to me");
    CHECK(alice.hears() == ":irc.example 401 alice nobody :No such nick/channel");
    CHECK(alice.hears() == ":alice!~alice@alice.example MODE #hub +mv-t bob");
    CHECK(bob.hears() == ":alice!~alice@alice.example MODE #hub +mv-t bob");
    alice.says("MODE #hub +m");
    CHECK(alice.hears_nothing());
}

TEST_CASE("who is no operator changes nothing")
{
    Conversation net;
    net.joins("alice", "#hub");
    auto bob = net.joins("bob", "#hub");
    bob.says("MODE #hub +mi");
    CHECK(bob.hears() == ":irc.example 482 bob #hub :You're not channel operator");
    CHECK(bob.hears_nothing());
    bob.says("MODE #nowhere +m");
    CHECK(bob.hears() == ":irc.example 403 bob #nowhere :No such channel");
}

TEST_CASE("lists are shown, grow to their limit, and shrink")
{
    auto settings = Conversation::quiet_settings();
    settings.limits.list_modes = 2;
    Conversation net(settings);
    auto alice = net.joins("alice", "#hub");
    alice.says("MODE #hub +b eve");
    CHECK(alice.hears() == ":alice!~alice@alice.example MODE #hub +b eve!*@*");
    alice.says("MODE #hub b");
    CHECK(alice.hears() ==
          ":irc.example 367 alice #hub eve!*@* alice!~alice@alice.example 1700000000");
    CHECK(alice.hears() == ":irc.example 368 alice #hub :End of channel ban list");
    alice.says("MODE #hub +bb one@host two");
    CHECK(alice.hears() == ":irc.example 478 alice #hub b :Channel list is full");
    CHECK(alice.hears() == ":alice!~alice@alice.example MODE #hub +b *!one@host");
    alice.says("MODE #hub -b eve!*@*");
    CHECK(alice.hears() == ":alice!~alice@alice.example MODE #hub -b eve!*@*");
    alice.says("MODE #hub +e");
    CHECK(alice.hears() == ":irc.example 349 alice #hub :End of channel exception list");
    alice.says("MODE #hub +I");
    CHECK(alice.hears() == ":irc.example 347 alice #hub :End of channel invite exception list");
}

TEST_CASE("an invite exception opens a locked room")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    alice.says("MODE #hub +iI bob!*@*");
    auto bob = net.registers("bob");
    bob.says("JOIN #hub");
    CHECK(bob.hears() == ":bob!~bob@bob.example JOIN #hub");
}

TEST_CASE("bad parameters get 696")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    for (const char* line : {"MODE #hub +k", "MODE #hub +l many", "MODE #hub +l 0",
                             "MODE #hub +k a,b", "MODE #hub +o"}) {
        alice.says(line);
        CHECK(alice.hears().find(" 696 alice #hub ") != std::string::npos);
        CHECK(alice.hears_nothing());
    }
}

TEST_CASE("one's own modes")
{
    Conversation net;
    auto alice = net.registers("alice");
    net.registers("bob");
    alice.says("MODE alice +iB");
    CHECK(alice.hears() == ":alice!~alice@alice.example MODE alice :+iB");
    alice.says("MODE alice");
    CHECK(alice.hears() == ":irc.example 221 alice +iB");
    alice.says("MODE alice +X");
    CHECK(alice.hears() == ":irc.example 501 alice :Unknown MODE flag");
    alice.says("MODE alice +o");
    CHECK(alice.hears_nothing());
    alice.says("MODE bob");
    CHECK(alice.hears() == ":irc.example 502 alice :Can't change or view modes of other users");
}

TEST_CASE("a half-operator cannot take an operator's rank")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto bob = net.joins("bob", "#hub");
    alice.says("MODE #hub +h bob");
    bob.forgets();
    bob.says("MODE #hub -o alice");
    CHECK(bob.hears_about(" 482 ") != "");
    bob.says("KICK #hub alice");
    CHECK(bob.hears_about(" 482 ") != "");
}
