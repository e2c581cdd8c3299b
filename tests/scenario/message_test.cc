// SPDX-License-Identifier: MIT
// Modern IRC, "Sending Messages"; IRCv3 echo-message, message-tags, server-time.
#include "tests/support/catch.h"
#include "tests/support/conversation.h"

#include <tuple>

using namespace hubbub::tests;

TEST_CASE("a message goes to everybody in the room but its author")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto bob = net.joins("bob", "#hub");
    alice.forgets();
    alice.says("PRIVMSG #hub :tea?");
    CHECK(bob.hears() == ":alice!~alice@alice.example PRIVMSG #hub :tea?");
    CHECK(alice.hears_nothing());
}

TEST_CASE("nobody sees a line before it is committed, its author least of all")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub", "echo-message");
    auto bob = net.joins("bob", "#hub");
    alice.forgets();
    alice.mutters("PRIVMSG #hub :tea?");
    CHECK(bob.hears_nothing());
    CHECK(alice.hears_nothing());
    net.settle();
    CHECK(bob.hears() == ":alice!~alice@alice.example PRIVMSG #hub :tea?");
    CHECK(alice.hears() == ":alice!~alice@alice.example PRIVMSG #hub :tea?");
}

TEST_CASE("tags go by capability exactly")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub", "message-tags");
    auto timed = net.joins("timed", "#hub", "server-time");
    auto tagged = net.joins("tagged", "#hub", "message-tags");
    auto bare = net.joins("bare", "#hub");
    timed.forgets();
    tagged.forgets();
    alice.says("@+reply=x;label=no;other=1 PRIVMSG #hub :hi");
    const std::string time = timed.hears();
    CHECK(time.starts_with("@time=2023-11-14T22:13:20."));
    CHECK(time.find("msgid") == std::string::npos);
    const std::string tags = tagged.hears();
    CHECK(tags.starts_with("@msgid=epoch"));
    CHECK(tags.find(";+reply=x :alice") != std::string::npos);
    CHECK(bare.hears() == ":alice!~alice@alice.example PRIVMSG #hub :hi");
}

TEST_CASE("two messages of one millisecond differ in time and id")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto bob = net.joins("bob", "#hub", "message-tags server-time");
    alice.says("PRIVMSG #hub :one");
    alice.says("PRIVMSG #hub :two");
    const std::string one = bob.hears();
    const std::string two = bob.hears();
    CHECK(one.substr(0, one.find(';')) < two.substr(0, two.find(';')));
}

TEST_CASE("TAGMSG goes to those who know tags, and holds no text")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub", "message-tags");
    auto bob = net.joins("bob", "#hub", "message-tags");
    auto bare = net.joins("bare", "#hub");
    bob.forgets();
    alice.says("@+typing=active TAGMSG #hub");
    CHECK(bob.hears().find("+typing=active :alice!~alice@alice.example TAGMSG #hub") !=
          std::string::npos);
    CHECK(bare.hears_nothing());
}

TEST_CASE("the refusals of PRIVMSG, and the silence of NOTICE")
{
    Conversation net;
    net.joins("alice", "#hub");
    auto eve = net.registers("eve");
    eve.says("PRIVMSG");
    CHECK(eve.hears() == ":irc.example 411 eve :No recipient given");
    eve.says("PRIVMSG #hub");
    CHECK(eve.hears() == ":irc.example 412 eve :No text to send");
    eve.says("PRIVMSG nobody :x");
    CHECK(eve.hears() == ":irc.example 401 eve nobody :No such nick/channel");
    eve.says("PRIVMSG #nowhere :x");
    CHECK(eve.hears() == ":irc.example 403 eve #nowhere :No such channel");
    eve.says("PRIVMSG #hub :x");
    CHECK(eve.hears() == ":irc.example 404 eve #hub :Cannot send to channel");
    eve.says("PRIVMSG a,b,c,d,e :x");
    CHECK(eve.hears_about(" 407 ").find(" e :") != std::string::npos);
    eve.forgets();
    for (const char* line : {"NOTICE", "NOTICE #hub", "NOTICE nobody :x", "NOTICE #hub :x"}) {
        eve.says(line);
        CHECK(eve.hears_nothing());
    }
}

TEST_CASE("text that is not UTF-8 is refused")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub", "standard-replies");
    alice.says("PRIVMSG #hub :caf\xe9");
    CHECK(alice.hears() ==
          ":irc.example FAIL PRIVMSG INVALID_UTF8 :Text must be UTF-8: nothing was done");
}

TEST_CASE("standard-replies, Capabilities: a text's own replies need no capability but that text's")
{
    Conversation net;
    auto eve = net.registers("eve"); // has asked for nothing
    eve.says("PRIVMSG eve :caf\xe9");
    CHECK(eve.hears().starts_with(":irc.example FAIL PRIVMSG INVALID_UTF8 :"));
    eve.says("chathistory latest #nowhere * 5");
    CHECK(eve.hears().starts_with(":irc.example FAIL CHATHISTORY INVALID_TARGET latest #nowhere "));
    eve.says("BATCH +1 unheard-of");
    CHECK(eve.hears().starts_with(":irc.example FAIL BATCH UNKNOWN_TYPE 1 unheard-of :"));
    eve.says("BATCH -1");
    eve.says("register bob * password1");
    CHECK(eve.hears().starts_with(":irc.example FAIL REGISTER ACCOUNT_NAME_MUST_BE_NICK bob :"));
    eve.says("SETNAME :" + std::string(300, 'x')); // older than its text
    CHECK(eve.hears().starts_with(":irc.example NOTICE eve :FAIL SETNAME INVALID_REALNAME: "));
    eve.says("CAP REQ setname");
    eve.forgets();
    eve.says("SETNAME :" + std::string(300, 'x'));
    CHECK(eve.hears().starts_with(":irc.example FAIL SETNAME INVALID_REALNAME :"));
}

TEST_CASE("moderated and banned people cannot speak, voiced ones can")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto bob = net.joins("bob", "#hub");
    alice.says("MODE #hub +m");
    bob.forgets();
    bob.says("PRIVMSG #hub :x");
    CHECK(bob.hears_about(" 404 ") != "");
    alice.says("MODE #hub +v bob");
    bob.forgets();
    bob.says("PRIVMSG #hub :x");
    CHECK(bob.hears_nothing());
    alice.says("MODE #hub -mv+b bob bob");
    bob.forgets();
    bob.says("PRIVMSG #hub :x");
    CHECK(bob.hears_about(" 404 ") != "");
}

TEST_CASE("STATUSMSG reaches only those above the rank, and no history")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto bob = net.joins("bob", "#hub");
    auto carol = net.joins("carol", "#hub");
    alice.says("MODE #hub +o bob");
    bob.forgets();
    carol.forgets();
    alice.says("PRIVMSG @#hub :ops only");
    CHECK(bob.hears() == ":alice!~alice@alice.example PRIVMSG @#hub :ops only");
    CHECK(carol.hears_nothing());
    auto late = net.registers("late");
    late.says("JOIN #hub");
    CHECK(late.hears_about("ops only") == "");
}

TEST_CASE("a message to somebody away brings their reason")
{
    Conversation net;
    auto alice = net.registers("alice");
    auto bob = net.registers("bob");
    bob.says("AWAY :gone fishing");
    alice.says("PRIVMSG bob :hi");
    CHECK(alice.hears() == ":irc.example 301 alice bob :gone fishing");
    CHECK(bob.hears_about("PRIVMSG bob :hi") != "");
}

TEST_CASE("a message to oneself arrives twice: the echo, then the delivery, of one id")
{
    Conversation net;
    auto alice = net.registers("alice", "echo-message message-tags labeled-response batch");
    alice.says("@label=L PRIVMSG alice :note");
    const std::string echo = alice.hears();
    const std::string delivery = alice.hears();
    CHECK(echo.starts_with("@label=L;msgid="));
    CHECK(echo.substr(std::string("@label=L;").size()) == delivery.substr(1));
    CHECK(alice.hears_nothing());
}

TEST_CASE("a long message is cut between words, and its id is on the first piece")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto bob = net.joins("bob", "#hub", "message-tags");
    bob.forgets();
    std::string text;
    for (int i = 0; i < 300; ++i) {
        text += "w\xc3\xb6rd" + std::to_string(i) + " ";
    }
    alice.says("NOTICE #hub :" + text);
    std::string together;
    for (const std::string& line : bob.hears_all()) {
        const bool tagged = line.starts_with("@msgid=");
        CHECK(tagged == together.empty());
        const std::string bytes = tagged ? line.substr(line.find(' ') + 1) : line;
        CHECK(bytes.size() <= 510);
        together += line.substr(line.find("#hub :") + 6);
    }
    CHECK(together == text);
}

TEST_CASE("message-tags: a tag key is sent once, with the value that came last")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub", "message-tags");
    auto bob = net.joins("bob", "#hub", "message-tags");
    alice.says("@+typing=active;+draft/reply=abc;+typing=done TAGMSG #hub");
    CHECK(bob.hears().find(";+draft/reply=abc;+typing=done :alice!") != std::string::npos);
}

TEST_CASE("CLIENTTAGDENY is not published, and every client tag passes")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub", "message-tags");
    auto bob = net.joins("bob", "#hub", "message-tags");
    alice.says("VERSION");
    for (const std::string& line : alice.hears_all()) {
        CHECK(line.find("CLIENTTAGDENY") == std::string::npos);
    }
    bob.forgets();
    const std::string most = "+a=" + std::string(4094 - 3, 'x'); // of tag data
    alice.says("@" + most + " PRIVMSG #hub :hi");
    const std::string heard = bob.hears();
    CHECK(heard.find(most + " :alice!") != std::string::npos);
    alice.says("@+typing=active;label=x;evil=1;+draft/reply=abc TAGMSG #hub");
    const std::string tagged = bob.hears();
    CHECK(tagged.find("+typing=active;+draft/reply=abc :alice!") != std::string::npos);
    CHECK(tagged.find("evil") == std::string::npos);
}

TEST_CASE("CLIENTTAGDENY: denied tags are left out, and the message is passed on")
{
    auto settings = Conversation::quiet_settings();
    settings.denied_tags = {"*", "-draft/reply"};
    Conversation net(settings);
    auto alice = net.joins("alice", "#hub", "message-tags batch labeled-response");
    auto bob = net.joins("bob", "#hub", "message-tags");
    bob.says("VERSION");
    CHECK(!bob.hears_about(" CLIENTTAGDENY=*,-draft/reply ").empty());
    alice.forgets();
    bob.forgets();
    alice.says("@+typing=active;+draft/reply=abc PRIVMSG #hub :hi");
    const std::string heard = bob.hears();
    CHECK(heard.find("+draft/reply=abc :alice!") != std::string::npos);
    CHECK(heard.find("typing") == std::string::npos);
    alice.says("@+typing=active;label=1 TAGMSG #hub"); // nothing is left of it
    CHECK(alice.hears() == "@label=1 :irc.example ACK");
    CHECK(bob.hears_nothing());
}

TEST_CASE("a TAGMSG without client-only tags is delivered as one")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub", "message-tags");
    auto bob = net.joins("bob", "#hub", "message-tags");
    alice.says("@unknown-tag TAGMSG #hub");
    const std::string heard = bob.hears();
    CHECK(heard.find(" :alice!~alice@alice.example TAGMSG #hub") != std::string::npos);
    CHECK(heard.find("unknown") == std::string::npos);
}

TEST_CASE("typing is never stored")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub",
                           "message-tags batch draft/chathistory server-time "
                           "draft/event-playback");
    alice.says("@+typing=active TAGMSG #hub");
    alice.says("PRIVMSG #hub :said");
    alice.forgets();
    alice.says("CHATHISTORY LATEST #hub * 10");
    bool said = false;
    for (const std::string& line : alice.hears_all()) {
        CHECK(line.find("typing") == std::string::npos);
        said = said || line.find(":said") != std::string::npos;
    }
    CHECK(said);
}

TEST_CASE("TAGMSG honours membership, modes, echo and STATUSMSG like PRIVMSG")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub", "message-tags echo-message");
    auto bob = net.joins("bob", "#hub", "message-tags");
    auto carol = net.joins("carol", "#hub", "message-tags");
    auto eve = net.registers("eve", "message-tags");
    alice.says("MODE #hub +v carol");
    for (auto* person : {&alice, &bob, &carol}) {
        person->forgets();
    }
    alice.says("@+x=1 TAGMSG +#hub");
    CHECK(alice.hears().find("+x=1 :alice!~alice@alice.example TAGMSG +#hub") != std::string::npos);
    CHECK(carol.hears().find(" TAGMSG +#hub") != std::string::npos);
    CHECK(bob.hears_nothing());
    eve.says("@+x=1 TAGMSG #hub");
    CHECK(eve.hears() == ":irc.example 404 eve #hub :Cannot send to channel");
    eve.says("@+x=1 TAGMSG #nowhere");
    CHECK(eve.hears() == ":irc.example 403 eve #nowhere :No such channel");
    eve.says("@+x=1 TAGMSG nobody");
    CHECK(eve.hears() == ":irc.example 401 eve nobody :No such nick/channel");
    eve.says("TAGMSG");
    CHECK(eve.hears() == ":irc.example 461 eve TAGMSG :Not enough parameters");
}

TEST_CASE("STATUSMSG to each rank: those who hold it or a higher one")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto bob = net.joins("bob", "#hub");
    auto carol = net.joins("carol", "#hub");
    auto dave = net.joins("dave", "#hub");
    alice.says("MODE #hub +hv bob carol");
    for (const auto& [prefix, bob_hears, carol_hears] : {std::tuple("~", false, false),
                                                         {"&", false, false},
                                                         {"@", false, false},
                                                         {"%", true, false},
                                                         {"+", true, true}}) {
        for (auto* person : {&alice, &bob, &carol, &dave}) {
            person->forgets();
        }
        alice.says(std::string("PRIVMSG ") + prefix + "#hub :psst");
        CHECK((bob.hears() != "") == bob_hears);
        CHECK((carol.hears() != "") == carol_hears);
        CHECK(dave.hears_nothing());
    }
}

TEST_CASE("417: a PRIVMSG that has no room for its sender is refused, and a NOTICE is split")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto bob = net.joins("bob", "#hub");
    alice.forgets();
    const std::string before = ":alice!~alice@alice.example PRIVMSG #hub :";
    const std::string text(510 - before.size(), 'x');
    alice.says("PRIVMSG #hub :" + text);
    CHECK(bob.hears() == before + text);
    alice.says("PRIVMSG bob,#hub :" + text + "y"); // the name of one is shorter
    CHECK(alice.hears() == ":irc.example 417 alice :Input line was too long");
    CHECK(bob.hears_nothing());
    alice.says("NOTICE #hub :" + text + "y" + "z");
    CHECK(bob.hears() == ":alice!~alice@alice.example NOTICE #hub :" + text + "y");
    CHECK(bob.hears() == ":alice!~alice@alice.example NOTICE #hub :z");
    CHECK(alice.hears_nothing());
}
