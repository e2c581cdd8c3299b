// SPDX-License-Identifier: MIT
// Modern IRC, "Channel Operations".
#include "tests/support/catch.h"
#include "tests/support/conversation.h"

using namespace hubbub::tests;

TEST_CASE("JOIN makes the room, and its creator an operator")
{
    Conversation net;
    auto alice = net.registers("alice");
    alice.says("JOIN #hub");
    CHECK(alice.hears() == ":alice!~alice@alice.example JOIN #hub");
    CHECK(alice.hears() == ":irc.example 353 alice = #hub :@alice");
    CHECK(alice.hears() == ":irc.example 366 alice #hub :End of /NAMES list");
    CHECK(alice.hears_nothing());
    auto bob = net.registers("bob");
    bob.says("JOIN #HUB");
    CHECK(bob.hears() == ":bob!~bob@bob.example JOIN #hub");
    CHECK(alice.hears() == ":bob!~bob@bob.example JOIN #hub");
    alice.says("JOIN #hub");
    CHECK(alice.hears_nothing());
}

TEST_CASE("extended-join tells account and real name to those who asked for it")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub", "extended-join");
    auto bob = net.registers("bob");
    bob.says("JOIN #hub");
    CHECK(alice.hears() == ":bob!~bob@bob.example JOIN #hub * :bob");
    CHECK(bob.hears() == ":bob!~bob@bob.example JOIN #hub");
}

TEST_CASE("away-notify tells of a newcomer who is away")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub", "away-notify");
    auto bob = net.registers("bob");
    bob.says("AWAY :asleep");
    CHECK(bob.hears_about(" 306 ") != "");
    bob.says("JOIN #hub");
    CHECK(alice.hears() == ":bob!~bob@bob.example JOIN #hub");
    CHECK(alice.hears() == ":bob!~bob@bob.example AWAY :asleep");
    bob.says("AWAY");
    CHECK(alice.hears() == ":bob!~bob@bob.example AWAY");
}

TEST_CASE("the refusals of JOIN")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto eve = net.registers("eve");
    alice.says("MODE #hub +k secret");
    eve.says("JOIN #hub wrong");
    CHECK(eve.hears() == ":irc.example 475 eve #hub :Cannot join channel (+k)");
    alice.says("MODE #hub -k *");
    alice.says("MODE #hub +l 1");
    eve.says("JOIN #hub");
    CHECK(eve.hears() == ":irc.example 471 eve #hub :Cannot join channel (+l)");
    alice.says("MODE #hub -l+i");
    eve.says("JOIN #hub");
    CHECK(eve.hears() == ":irc.example 473 eve #hub :Cannot join channel (+i)");
    alice.says("MODE #hub -i+b eve");
    eve.says("JOIN #hub");
    CHECK(eve.hears() == ":irc.example 474 eve #hub :Cannot join channel (+b)");
    eve.says("JOIN nowhere");
    CHECK(eve.hears() == ":irc.example 403 eve nowhere :No such channel");
    eve.says("JOIN");
    CHECK(eve.hears() == ":irc.example 461 eve JOIN :Not enough parameters");
    alice.says("MODE #hub +e eve!*@*");
    eve.says("JOIN #hub");
    CHECK(eve.hears() == ":eve!~eve@eve.example JOIN #hub");
}

TEST_CASE("no more rooms than the limit")
{
    auto settings = Conversation::quiet_settings();
    settings.limits.channels = 1;
    Conversation net(settings);
    auto alice = net.joins("alice", "#a");
    alice.says("JOIN #b");
    CHECK(alice.hears() == ":irc.example 405 alice #b :You have joined too many channels");
}

TEST_CASE("an invitation opens the door once")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto bob = net.registers("bob");
    alice.says("MODE #hub +i");
    alice.forgets();
    alice.says("INVITE bob #hub");
    CHECK(alice.hears() == ":irc.example 341 alice bob #hub");
    CHECK(bob.hears() == ":alice!~alice@alice.example INVITE bob #hub");
    bob.says("INVITE");
    CHECK(bob.hears() == ":irc.example 336 bob #hub");
    CHECK(bob.hears_about(" 337 ") != "");
    bob.says("JOIN #hub");
    CHECK(bob.hears() == ":bob!~bob@bob.example JOIN #hub");
    alice.says("INVITE bob #hub");
    CHECK(alice.hears_about(" 443 ") == ":irc.example 443 alice bob #hub :is already on channel");
    bob.says("PART #hub");
    bob.forgets();
    bob.says("JOIN #hub");
    CHECK(bob.hears_about(" 473 ") != "");
}

TEST_CASE("an outsider may not set the topic")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto eve = net.registers("eve");

    eve.says("TOPIC #hub :boo");

    CHECK(eve.hears() == ":irc.example 442 eve #hub :You're not on that channel");
    CHECK(alice.hears_nothing());
}

TEST_CASE("TOPIC is set by operators, shown to all, and told to who joins")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    alice.says("TOPIC #hub");
    CHECK(alice.hears() == ":irc.example 331 alice #hub :No topic is set");
    alice.says("TOPIC #hub :tea");
    CHECK(alice.hears() == ":alice!~alice@alice.example TOPIC #hub :tea");
    auto bob = net.registers("bob");
    bob.says("JOIN #hub");
    CHECK(bob.hears_about(" 332 ") == ":irc.example 332 bob #hub :tea");
    CHECK(bob.hears_about(" 333 ").find("alice!~alice@alice.example 17000") != std::string::npos);
    bob.says("TOPIC #hub :coffee");
    CHECK(bob.hears_about(" 482 ") == ":irc.example 482 bob #hub :You're not channel operator");
}

TEST_CASE("PART tells everybody, and its refusals")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto bob = net.joins("bob", "#hub");
    alice.forgets();
    bob.says("PART #hub :bye");
    CHECK(alice.hears() == ":bob!~bob@bob.example PART #hub :bye");
    CHECK(bob.hears() == ":bob!~bob@bob.example PART #hub :bye");
    bob.says("PART #hub");
    CHECK(bob.hears() == ":irc.example 442 bob #hub :You're not on that channel");
    bob.says("PART #nowhere");
    CHECK(bob.hears() == ":irc.example 403 bob #nowhere :No such channel");
    alice.says("JOIN 0");
    CHECK(alice.hears() == ":alice!~alice@alice.example PART #hub");
}

TEST_CASE("Modern IRC, JOIN and PART message: to name no room is to say too little")
{
    Conversation net;
    auto alice = net.registers("alice");
    for (const std::string command : {"JOIN", "PART"}) {
        for (const std::string list : {"", " :", " :,"}) {
            alice.says(command + list);
            CHECK(alice.hears() == ":irc.example 461 alice " + command + " :Not enough parameters");
        }
    }
}

TEST_CASE("RFC 2812 section 3.2.8: KICK takes as many rooms as nicks, or one room")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto bob = net.joins("bob", "#hub");
    auto carol = net.joins("carol", "#hub");
    alice.forgets();
    alice.says("KICK #hub,#hub bob,carol :bye");
    CHECK(alice.hears() == ":alice!~alice@alice.example KICK #hub bob :bye");
    CHECK(alice.hears() == ":alice!~alice@alice.example KICK #hub carol :bye");
    alice.says("JOIN #den");
    bob.says("JOIN #hub");
    carol.says("JOIN #den");
    alice.forgets();
    alice.says("KICK #hub,#den,#hub bob,carol");
    CHECK(alice.hears() == ":irc.example 461 alice KICK :Not enough parameters");
    alice.says("KICK #hub,#den bob,carol");
    CHECK(alice.hears() == ":alice!~alice@alice.example KICK #hub bob :alice");
    CHECK(alice.hears() == ":alice!~alice@alice.example KICK #den carol :alice");
    CHECK(alice.hears_nothing());
}

TEST_CASE("KICK puts out, and its refusals")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto bob = net.joins("bob", "#hub");
    auto eve = net.registers("eve");
    alice.forgets();
    bob.says("KICK #hub alice");
    CHECK(bob.hears() == ":irc.example 482 bob #hub :You're not channel operator");
    alice.says("KICK #hub eve");
    CHECK(alice.hears() == ":irc.example 441 alice eve #hub :They aren't on that channel");
    alice.says("KICK #hub nobody");
    CHECK(alice.hears() == ":irc.example 401 alice nobody :No such nick/channel");
    eve.says("KICK #hub alice");
    CHECK(eve.hears() == ":irc.example 442 eve #hub :You're not on that channel");
    alice.says("KICK #hub bob :out");
    CHECK(bob.hears() == ":alice!~alice@alice.example KICK #hub bob :out");
    CHECK(alice.hears() == ":alice!~alice@alice.example KICK #hub bob :out");
    bob.says("PRIVMSG #hub :hello?");
    CHECK(bob.hears() == ":irc.example 404 bob #hub :Cannot send to channel");
}

TEST_CASE("LIST and NAMES leave secret rooms out for outsiders")
{
    Conversation net;
    auto alice = net.joins("alice", "#open");
    alice.says("JOIN #hidden");
    alice.says("MODE #hidden +s");
    auto eve = net.registers("eve");
    eve.says("LIST");
    CHECK(eve.hears_about(" 322 ") == ":irc.example 322 eve #open 1 :");
    CHECK(eve.hears_about(" 322 ") == "");
    eve.says("NAMES #hidden");
    CHECK(eve.hears() == ":irc.example 366 eve #hidden :End of /NAMES list");
    alice.forgets();
    alice.says("NAMES #hidden");
    CHECK(alice.hears() == ":irc.example 353 alice @ #hidden :@alice");
}

TEST_CASE("the names of a large room come in lines that fit")
{
    Conversation net;
    for (int i = 0; i < 60; ++i) {
        net.joins("somebody-with-a-long-nick-" + std::to_string(i), "#hub");
    }
    auto alice = net.registers("alice", "userhost-in-names");
    alice.says("JOIN #hub");
    std::size_t names = 0;
    for (const std::string& line : alice.hears_all()) {
        CHECK(line.size() <= 510);
        names += line.find(" 353 ") != std::string::npos ? 1U : 0U;
    }
    CHECK(names > 1);
}

TEST_CASE("no line grows past 512 bytes: what is too long ends between characters")
{
    Conversation net;
    const std::string room = "#" + std::string(63, 'r');
    auto alice = net.joins("a" + std::string(31, 'x'), room);
    std::string topic;
    while (topic.size() + 3 <= 390) {
        topic += "\xed\x95\x9c"; // one Korean syllable
    }
    alice.says("TOPIC " + room + " :" + topic);
    const std::string line = alice.hears();
    CHECK(line.size() + 2 <= 512);
    CHECK(line.size() + 2 > 512 - 3);
    CHECK(line.ends_with("\xed\x95\x9c"));
}

TEST_CASE("multi-prefix: all ranks from the highest down, in NAMES and WHOIS")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub", "multi-prefix");
    auto bob = net.joins("bob", "#hub");
    alice.says("MODE #hub +hv alice alice");
    alice.forgets();
    bob.forgets();
    alice.says("NAMES #hub");
    CHECK(alice.hears() == ":irc.example 353 alice = #hub :@%+alice bob");
    bob.says("NAMES #hub");
    CHECK(bob.hears() == ":irc.example 353 bob = #hub :@alice bob");
    alice.says("WHOIS alice");
    CHECK(alice.hears_about(" 319 ") == ":irc.example 319 alice alice :@%+#hub");
}

TEST_CASE("no-implicit-names: names come only when asked for")
{
    Conversation net;
    auto alice = net.registers("alice", "no-implicit-names");
    alice.says("JOIN #hub");
    CHECK(alice.hears() == ":alice!~alice@alice.example JOIN #hub");
    CHECK(alice.hears_nothing());
    alice.says("NAMES #hub");
    CHECK(alice.hears_about(" 353 ") != "");
    CHECK(alice.hears_about(" 366 ") != "");
}

TEST_CASE("invite-notify tells members who asked for it")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub", "invite-notify");
    auto bob = net.joins("bob", "#hub", "invite-notify");
    auto bare = net.joins("bare", "#hub");
    auto guest = net.registers("guest", "invite-notify");
    for (auto* person : {&alice, &bob, &bare}) {
        person->forgets();
    }
    alice.says("INVITE guest #hub");
    CHECK(alice.hears() == ":irc.example 341 alice guest #hub");
    CHECK(alice.hears_nothing());
    CHECK(bob.hears() == ":alice!~alice@alice.example INVITE guest #hub");
    CHECK(guest.hears() == ":alice!~alice@alice.example INVITE guest #hub");
    CHECK(guest.hears_nothing());
    CHECK(bare.hears_nothing());
}

TEST_CASE("away-notify tells of a change, and of nothing else")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub", "away-notify");
    auto bob = net.joins("bob", "#hub", "away-notify");
    alice.forgets();
    bob.forgets();
    alice.says("AWAY");
    CHECK(alice.hears().find(" 305 ") != std::string::npos);
    alice.says("AWAY :tea");
    CHECK(alice.hears().find(" 306 ") != std::string::npos);
    alice.says("AWAY :tea");
    alice.says("AWAY :");
    CHECK(bob.hears() == ":alice!~alice@alice.example AWAY :tea");
    CHECK(bob.hears() == ":alice!~alice@alice.example AWAY");
    CHECK(bob.hears_nothing());
}
