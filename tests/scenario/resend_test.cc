// SPDX-License-Identifier: MIT
// Sent again after a break, and said once. hubbub-protocol(7), "SENDING AGAIN".
#include "core/resend.h"
#include "tests/support/catch.h"
#include "tests/support/conversation.h"
#include "tests/support/flaky_journal.h"

#include <memory>
#include <string>

using namespace hubbub;
using namespace hubbub::tests;

namespace {

const std::string caps =
    "labeled-response batch message-tags server-time echo-message draft/multiline "
    "hubbub.chat/resend";
const std::string id = "hubbub.chat/id=0123456789abcdef-_XYZW";

std::string tag(const std::string& line, const std::string& key)
{
    const std::size_t at = line.find(key + "=");
    const std::size_t start = at + key.size() + 1;
    return at == std::string::npos ? ""
                                   : line.substr(start, line.find_first_of("; ", start) - start);
}

} // namespace

TEST_CASE("a message sent again after a break is said once, and its sender gets the first echo")
{
    Conversation net;
    auto bob = net.joins("bob", "#hub");
    auto alice = net.joins("alice", "#hub", caps);
    bob.forgets();
    alice.says("@label=1;" + id + " PRIVMSG #hub :tea?");
    const std::string first = alice.hears();
    CHECK(first.find("label=1") != std::string::npos);
    CHECK(first.find(id) == std::string::npos);
    alice.hangs_up();
    net.passes(std::chrono::hours(23));
    bob.says("PRIVMSG #hub :coffee");
    alice = net.joins("alice", "#hub", caps);
    alice.says("@label=7;" + id + " PRIVMSG #hub :tea?");
    const std::string again = alice.hears();
    CHECK(tag(again, "label") == "7");
    CHECK(tag(again, "msgid") == tag(first, "msgid"));
    CHECK(tag(again, "time") == tag(first, "time"));
    CHECK(again.ends_with(" PRIVMSG #hub :tea?"));
    CHECK(alice.hears_nothing());
    CHECK(bob.hears() == ":alice!~alice@alice.example PRIVMSG #hub :tea?");
    CHECK(bob.hears_about("PRIVMSG").empty());
}

TEST_CASE("whatever nick one has after the break, the id is known")
{
    Conversation net;
    auto bob = net.joins("bob", "#hub");
    auto alice = net.joins("alice", "#hub", caps);
    alice.says("@" + id + " PRIVMSG #hub :tea?");
    auto other = net.joins("alice_", "#hub", caps); // the first is not yet known to be dead
    bob.forgets();
    other.says("@label=1;" + id + " PRIVMSG #hub :tea?");
    CHECK(other.hears_about("PRIVMSG").starts_with("@label=1;"));
    CHECK(bob.hears_nothing());
}

TEST_CASE("another text, target or command under the same id is another message")
{
    Conversation net;
    auto bob = net.joins("bob", "#hub");
    auto alice = net.joins("alice", "#hub", caps);
    bob.forgets();
    for (const char* line : {" PRIVMSG #hub :one", " PRIVMSG #hub :two", " NOTICE #hub :one",
                             " PRIVMSG bob :one", " PRIVMSG #HUB,BOB :one"}) {
        alice.says("@" + id + line);
    }
    CHECK(bob.hears_all().size() == 4);
    CHECK(alice.hears_all().size() == 6);
}

TEST_CASE("two of one id on their way together are said once")
{
    Conversation net;
    auto bob = net.joins("bob", "#hub");
    auto alice = net.joins("alice", "#hub", caps);
    bob.forgets();
    alice.mutters("@label=1;" + id + " PRIVMSG #hub :tea?");
    alice.mutters("@label=2;" + id + " PRIVMSG #hub :tea?");
    net.settle();
    CHECK(bob.hears_all().size() == 1);
    const std::string one = alice.hears();
    const std::string two = alice.hears();
    CHECK(tag(one, "msgid") == tag(two, "msgid"));
    CHECK(tag(two, "label") == "2");
}

TEST_CASE("what could not be said any more is answered by its echo, if it was said")
{
    Conversation net;
    auto op = net.joins("op", "#hub");
    auto bob = net.registers("bob");
    auto alice = net.joins("alice", "#hub", caps);
    const std::string fresh = "hubbub.chat/id=another-one-of-16";
    alice.says("@" + id + " PRIVMSG bob :psst");
    alice.says("@" + id + " PRIVMSG #hub :psst");
    op.says("MODE #hub +m");
    bob.says("QUIT");
    alice.forgets();
    alice.says("@label=1;" + id + " PRIVMSG bob :psst");
    CHECK(alice.hears_about("PRIVMSG bob :psst").starts_with("@label=1;time="));
    alice.says("@label=2;" + id + " PRIVMSG #hub :psst");
    CHECK(alice.hears_about("PRIVMSG #hub :psst").starts_with("@label=2;time="));

    alice.says("@label=3;" + fresh + " PRIVMSG bob :psst");
    CHECK(alice.hears() == "@label=3 :irc.example 401 alice bob :No such nick/channel");
    alice.says("@label=4;" + fresh + " PRIVMSG #hub :psst");
    CHECK(alice.hears().starts_with("@label=4 :irc.example 404 alice #hub "));
    alice.says("@label=5;" + fresh + " PRIVMSG #nowhere :psst");
    CHECK(alice.hears().starts_with("@label=5 :irc.example 403 alice #nowhere "));
    alice.says("@label=6;" + fresh + " NOTICE #hub :psst");
    CHECK(alice.hears() == "@label=6 :irc.example ACK");
    CHECK(alice.hears_nothing());
}

TEST_CASE("a refused message is not remembered: sent again when it may be said, it is")
{
    Conversation net;
    auto op = net.joins("op", "#hub");
    auto alice = net.joins("alice", "#hub", caps);
    op.says("MODE #hub +m");
    op.forgets();
    alice.says("@" + id + " PRIVMSG #hub :tea?");
    op.says("MODE #hub -m");
    op.forgets();
    alice.says("@" + id + " PRIVMSG #hub :tea?");
    CHECK(op.hears_about("PRIVMSG") == ":alice!~alice@alice.example PRIVMSG #hub :tea?");
}

TEST_CASE("what could not be stored is not remembered either")
{
    FakeClock clock;
    auto flaky =
        std::make_unique<FlakyJournal>(std::make_unique<store::MemoryJournal>(clock, "epoch"));
    FlakyJournal& journal = *flaky;
    Conversation net(Conversation::quiet_settings(), std::move(flaky));
    auto bob = net.joins("bob", "#hub");
    auto alice = net.joins("alice", "#hub", caps + " standard-replies");
    bob.forgets();
    journal.break_down();
    alice.says("@label=1;" + id + " PRIVMSG bob :tea?");
    CHECK(alice.hears().find("FAIL PRIVMSG MESSAGE_ERROR") != std::string::npos);
    journal.recover();
    alice.says("@label=2;" + id + " PRIVMSG bob :tea?");
    CHECK(alice.hears().find("PRIVMSG bob :tea?") != std::string::npos);
    CHECK(bob.hears_all().size() == 1);
}

TEST_CASE("a message of several lines is said once, too")
{
    Conversation net;
    auto bob = net.joins("bob", "#hub");
    auto alice = net.joins("alice", "#hub", caps);
    bob.forgets();
    for (const char* label : {"1", "2"}) {
        alice.says("@label=" + std::string(label) + ";" + id + " BATCH +x draft/multiline #hub");
        alice.says("@batch=x PRIVMSG #hub :one");
        alice.says("@batch=x PRIVMSG #hub :two");
        alice.says("BATCH -x");
    }
    CHECK(bob.hears_all().size() == 2);
    std::string heard;
    for (const std::string& line : alice.hears_all()) {
        heard += line + "\n";
    }
    CHECK(heard.find("label=1") != std::string::npos);
    CHECK(heard.find("label=2") != std::string::npos);
}

TEST_CASE("a wrong id is refused, and nothing is said")
{
    Conversation net;
    auto bob = net.joins("bob", "#hub");
    auto alice = net.joins("alice", "#hub", caps + " standard-replies");
    bob.forgets();
    for (const std::string& wrong : {std::string("short"), std::string(65, 'x'),
                                     std::string("0123456789abcdef%"), std::string()}) {
        alice.says("@label=1;hubbub.chat/id=" + wrong + " PRIVMSG #hub :tea?");
        CHECK(alice.hears().starts_with("@label=1 :irc.example FAIL PRIVMSG INVALID_ID "));
    }
    alice.says("@label=2;hubbub.chat/id=x BATCH +x draft/multiline #hub");
    CHECK(alice.hears().starts_with("@label=2 :irc.example FAIL BATCH INVALID_ID "));
    alice.says("@batch=x PRIVMSG #hub :one");
    alice.says("BATCH -x");
    CHECK(alice.hears_nothing());
    CHECK(bob.hears_nothing());
}

TEST_CASE("without the capability an id means nothing")
{
    Conversation net;
    auto bob = net.joins("bob", "#hub", "message-tags");
    auto alice = net.joins("alice", "#hub", "message-tags echo-message");
    bob.forgets();
    alice.says("@" + id + " PRIVMSG #hub :tea?");
    alice.says("@" + id + " PRIVMSG #hub :tea?");
    const std::vector<std::string> heard = bob.hears_all();
    CHECK(heard.size() == 2);
    CHECK(heard.front().find("hubbub.chat") == std::string::npos);
}

TEST_CASE("the capability tells for how long ids are remembered")
{
    Conversation net;
    auto alice = net.connects();
    alice.says("CAP LS 302");
    std::string offer;
    for (const std::string& line : alice.hears_all()) {
        offer += line;
    }
    CHECK(offer.find(" hubbub.chat/resend=86400") != std::string::npos);
}

TEST_CASE("after a day an id is forgotten")
{
    Conversation net;
    auto bob = net.joins("bob", "#hub");
    auto alice = net.joins("alice", "#hub", caps);
    bob.forgets();
    alice.says("@" + id + " PRIVMSG #hub :tea?");
    net.passes(std::chrono::hours(25));
    bob = net.joins("bob2", "#hub");
    alice = net.joins("alice2", "#hub", caps);
    bob.forgets();
    alice.says("@" + id + " PRIVMSG #hub :tea?");
    CHECK(bob.hears_all().size() == 1);
}
