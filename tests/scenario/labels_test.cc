// SPDX-License-Identifier: MIT
// IRCv3 labeled-response: exactly one labelled answer to every labelled command.
#include "commands/families.h"
#include "tests/support/catch.h"
#include "tests/support/conversation.h"

#include <set>
#include <string>

using namespace hubbub;
using namespace hubbub::tests;

namespace {
constexpr const char* caps = "labeled-response batch message-tags echo-message";
}

TEST_CASE("one line of answer bears the label")
{
    Conversation net;
    auto alice = net.registers("alice", caps);
    alice.says("@label=a1 PING x");
    CHECK(alice.hears() == "@label=a1 :irc.example PONG irc.example :x");
    CHECK(alice.hears_nothing());
}

TEST_CASE("no answer becomes an ACK")
{
    Conversation net;
    auto alice = net.registers("alice", caps);
    alice.says("@label=a1 PONG x");
    CHECK(alice.hears() == "@label=a1 :irc.example ACK");
}

TEST_CASE("several lines become a batch")
{
    Conversation net;
    auto alice = net.registers("alice", caps);
    alice.says("@label=a1 WHOIS alice");
    const std::string start = alice.hears();
    CHECK(start.starts_with("@label=a1 :irc.example BATCH +"));
    CHECK(start.ends_with(" labeled-response"));
    const std::vector<std::string> rest = alice.hears_all();
    REQUIRE(rest.size() > 2);
    for (std::size_t i = 0; i + 1 < rest.size(); ++i) {
        CHECK(rest[i].starts_with("@batch="));
    }
    CHECK(rest.back().starts_with(":irc.example BATCH -"));
}

TEST_CASE("a command that ends in commits is answered once, when all are applied")
{
    Conversation net;
    auto alice = net.registers("alice", caps);
    alice.mutters("@label=j JOIN #a,#b");
    CHECK(alice.hears_nothing());
    net.settle();
    CHECK(alice.hears().starts_with("@label=j :irc.example BATCH +"));
    const std::vector<std::string> rest = alice.hears_all();
    CHECK(rest.size() == 7); // JOIN, 353, 366 twice, and the end
    CHECK(rest.back().starts_with(":irc.example BATCH -"));
}

TEST_CASE("the echo bears the label of the message")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub", caps);
    alice.mutters("@label=1 PRIVMSG #hub :one");
    alice.mutters("@label=2 PRIVMSG #hub :two");
    net.settle();
    CHECK(alice.hears().starts_with("@label=1;msgid="));
    CHECK(alice.hears().starts_with("@label=2;msgid="));
    CHECK(alice.hears_nothing());
}

TEST_CASE("a refusal and a QUIT bear the label too")
{
    Conversation net;
    auto alice = net.registers("alice", caps);
    alice.says("@label=r PRIVMSG nobody :x");
    CHECK(alice.hears() == "@label=r :irc.example 401 alice nobody :No such nick/channel");
    alice.says("@label=q QUIT :bye");
    CHECK(alice.hears().find("bye") != std::string::npos);
    CHECK(alice.has_gone());
}

TEST_CASE("with labeled-response alone a client gets the label and nothing else")
{
    Conversation net;
    auto alice = net.registers("alice", "labeled-response echo-message");
    alice.says("@label=z PRIVMSG alice :hi");
    CHECK(alice.hears() == "@label=z :alice!~alice@alice.example PRIVMSG alice :hi");
}

namespace {

// Does what with each command and each of these parameters, in a conversation of its own.
template <typename Do>
void with_every_command(Do&& what)
{
    core::Settings settings = Conversation::quiet_settings();
    core::OperatorBlock root{"root", "secret", "*!*@*", {}};
    core::add_privilege("all", root.privileges);
    settings.operators.push_back(root);
    for (const char* parameters : {"",
                                   " :",
                                   " x",
                                   " x y",
                                   " x y z",
                                   " x y z w",
                                   " #hub",
                                   " #hub #hub",
                                   " #hub x",
                                   " #hub +m",
                                   " #hub +b",
                                   " alice",
                                   " alice x",
                                   " alice #hub",
                                   " alice +i",
                                   " + bob,zed",
                                   " C",
                                   " u",
                                   " #hub :some text",
                                   " bob :some text",
                                   " * %tna,1",
                                   " LS 302",
                                   " END",
                                   " 192.0.2.9",
                                   " LATEST #hub * 10"}) {
        for (const commands::CommandSpec* spec : commands::all_commands()) {
            CAPTURE(spec->name, parameters);
            Conversation net(settings);
            what(net, std::string(spec->name) + parameters);
        }
    }
}

std::string command_of(const std::string& line)
{
    const std::size_t start = line.starts_with(':') ? line.find(' ') + 1 : 0;
    return line.substr(start, line.find(' ', start) - start);
}

// IRCv3 standard-replies, "Capabilities": who uses the command of a text has asked for its replies.
bool asks_for_failures(const std::string& line)
{
    const std::set<std::string> commands = {"BATCH", "CHATHISTORY", "REGISTER", "VERIFY"};
    return commands.count(line.substr(0, line.find(' '))) != 0;
}

} // namespace

TEST_CASE("every command with a label gets exactly one labelled answer, whatever it is given")
{
    with_every_command([](Conversation& net, const std::string& line) {
        auto alice = net.joins("alice", "#hub", "labeled-response batch message-tags");
        net.joins("bob", "#hub");
        alice.says("OPER root secret");
        alice.forgets();
        alice.says("@label=one " + line);
        int labelled = 0;
        for (const std::string& heard : alice.hears_all()) {
            const std::string tags = heard.substr(0, heard.find(' '));
            labelled += tags.find("label=one") == std::string::npos ? 0 : 1;
        }
        CHECK(labelled == 1);
    });
}

TEST_CASE("who has asked for nothing gets no tags and no new commands, whoever does what")
{
    const std::set<std::string> new_ones = {"FAIL",    "WARN",    "NOTE",  "BATCH",
                                            "TAGMSG",  "ACK",     "AWAY",  "ACCOUNT",
                                            "CHGHOST", "SETNAME", "REDACT"};
    with_every_command([&](Conversation& net, const std::string& line) {
        auto bob = net.joins("bob", "#hub");
        auto alice = net.joins("alice", "#hub");
        alice.says("OPER root secret");
        alice.says("MODE alice +B");
        alice.says(line);
        for (auto* person : {&alice, &bob}) {
            for (const std::string& heard : person->hears_all()) {
                CHECK(heard.front() != '@');
                const bool expected =
                    person == &alice && asks_for_failures(line) && command_of(heard) == "FAIL";
                CHECK((expected || new_ones.count(command_of(heard)) == 0));
                CHECK(heard.size() <= 510);
            }
        }
    });
}

TEST_CASE("a labelled line that is too long gets a labelled 417")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub", "labeled-response message-tags");
    alice.overflows("@label=long PRIVMSG #hub :" + std::string(600, 'x'));
    CHECK(alice.hears() == "@label=long :irc.example 417 alice :Input line was too long");
    alice.overflows("@label=tags;+x=" + std::string(5000, 'x') + " PRIVMSG #hub :hi");
    CHECK(alice.hears() == "@label=tags :irc.example 417 alice :Input line was too long");
    alice.overflows(std::string(600, 'x'));
    CHECK(alice.hears() == ":irc.example 417 alice :Input line was too long");
    CHECK(alice.hears_nothing());
}
