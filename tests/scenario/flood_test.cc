// SPDX-License-Identifier: MIT
// Who is too fast waits and loses nothing. ISUPPORT SAFERATE.
#include "tests/support/catch.h"
#include "tests/support/conversation.h"
#include "tests/support/passing_journal.h"

#include <chrono>
#include <memory>
#include <string>

using namespace hubbub;
using namespace hubbub::tests;

namespace {

// joins, nicks, invites, targets
core::Settings counting(std::array<std::size_t, core::counted_kinds> per_minute)
{
    core::Settings settings = Conversation::quiet_settings();
    settings.throttle.commands_per_second = 1000;
    settings.throttle.burst = 1000;
    settings.throttle.per_minute = per_minute;
    return settings;
}

// Whose disk is as slow as the test says.
class SlowJournal final : public PassingJournal {
  public:
    explicit SlowJournal(const Clock& clock)
        : PassingJournal(std::make_unique<store::MemoryJournal>(clock, "epoch"))
    {
    }
    std::size_t backlog() const override { return waits; }
    std::size_t waits = 0;
};

} // namespace

TEST_CASE("a flood is delayed and not dropped")
{
    core::Settings settings = Conversation::quiet_settings();
    settings.throttle.commands_per_second = 2;
    settings.throttle.burst = 10;
    Conversation net(settings);
    auto alice = net.registers("alice");
    for (int i = 0; i < 20; ++i) {
        alice.says("PING " + std::to_string(i));
    }
    const std::size_t first = alice.hears_all().size();
    CHECK(first < 20);
    CHECK(first > 0);
    net.passes(std::chrono::seconds(5)); // fills the bucket
    net.passes(std::chrono::seconds(5));
    CHECK(alice.hears_all().size() == 20 - first);
}

TEST_CASE("rooms are entered so fast, and each of a list counts")
{
    Conversation net(counting({3, 0, 0, 0}));
    auto alice = net.registers("alice");
    alice.says("JOIN #a,#b");
    alice.says("JOIN #c");
    CHECK(alice.hears_about(" JOIN #c") != "");
    alice.forgets();
    alice.says("JOIN #d");
    alice.says("PRIVMSG alice :behind it");
    CHECK(alice.hears_nothing());
    net.passes(std::chrono::seconds(20)); // a third of a minute: one of three
    CHECK(alice.hears_about(" JOIN #d") != "");
    CHECK(alice.hears_about("behind it") != "");
}

TEST_CASE("nicks are changed so fast")
{
    Conversation net(counting({0, 2, 0, 0}));
    auto alice = net.registers("alice"); // the first
    alice.says("NICK a2");
    alice.says("NICK a3");
    CHECK(alice.hears() == ":alice!~alice@alice.example NICK :a2");
    CHECK(alice.hears_nothing());
    net.passes(std::chrono::seconds(30));
    CHECK(alice.hears() == ":a2!~alice@alice.example NICK :a3");
}

TEST_CASE("invitations are sent so fast")
{
    Conversation net(counting({0, 0, 1, 0}));
    auto alice = net.joins("alice", "#hub");
    auto bob = net.registers("bob");
    auto carol = net.registers("carol");
    alice.says("INVITE bob #hub");
    alice.says("INVITE carol #hub");
    CHECK(bob.hears().find(" INVITE ") != std::string::npos);
    CHECK(carol.hears_nothing());
    net.passes(std::chrono::seconds(60));
    CHECK(carol.hears().find(" INVITE ") != std::string::npos);
}

TEST_CASE("messages to one are not counted, and messages to many are")
{
    Conversation net(counting({0, 0, 0, 2}));
    auto alice = net.registers("alice");
    auto bob = net.registers("bob");
    for (int i = 0; i < 50; ++i) {
        alice.says("PRIVMSG bob :one");
    }
    CHECK(bob.hears_all().size() == 50);
    alice.says("PRIVMSG bob,bob,bob :many");
    CHECK(bob.hears_all().size() == 3);
    alice.says("PRIVMSG bob,bob :more");
    CHECK(bob.hears_nothing());
    net.passes(std::chrono::seconds(30));
    CHECK(bob.hears_all().size() == 2);
}

TEST_CASE("where there is no limit to the pace nothing is counted")
{
    core::Settings settings = counting({1, 1, 1, 1});
    settings.throttle.commands_per_second = 0;
    Conversation net(settings);
    auto alice = net.registers("alice");
    alice.says("NICK a2");
    alice.says("NICK a3");
    CHECK(alice.hears_about(" NICK :a3") != "");
}

TEST_CASE("while too much waits to be stored nobody is listened to, and nothing is lost")
{
    const FakeClock clock;
    auto slow = std::make_unique<SlowJournal>(clock);
    SlowJournal& journal = *slow;
    core::Settings settings = Conversation::quiet_settings();
    settings.limits.journal_queue = 1000;
    Conversation net(settings, std::move(slow));
    auto alice = net.joins("alice", "#hub");
    auto bob = net.joins("bob", "#hub");
    alice.forgets();
    journal.waits = 2000;
    bob.says("PRIVMSG #hub :one");
    bob.says("PRIVMSG #hub :two");
    alice.says("PING x");
    CHECK(alice.hears_nothing());
    journal.waits = 500;
    net.joins("carol", "#hub"); // whoever comes next is decided, and they all go on
    CHECK(alice.hears_about(":one") != "");
    CHECK(alice.hears_about(":two") != "");
}

TEST_CASE("there are so many rooms on the network")
{
    core::Settings settings = Conversation::quiet_settings();
    settings.limits.rooms = 2;
    Conversation net(settings);
    auto alice = net.joins("alice", "#a,#b");
    alice.says("JOIN #c");
    CHECK(alice.hears() == ":irc.example 437 alice #c :Nick/channel is temporarily unavailable");
    auto bob = net.registers("bob");
    bob.says("JOIN #a");
    CHECK(bob.hears().find(" JOIN #a") != std::string::npos);
    alice.says("PART #b");
    alice.forgets();
    alice.says("JOIN #c");
    CHECK(alice.hears().find(" JOIN #c") != std::string::npos);
}

TEST_CASE("who had to wait, and what was at its limit, is counted for those who watch")
{
    core::Settings settings = counting({1, 1, 1, 1});
    settings.limits.monitor = 1;
    settings.limits.list_modes = 1;
    settings.limits.message_lines = 1;
    Conversation net(settings);
    const core::Tally& tally = net.network().tally();
    const auto throttled = [&](core::Counted what) {
        return tally.throttled[1 + static_cast<std::size_t>(what)];
    };
    auto alice = net.joins("alice", "#hub", "draft/multiline batch message-tags");
    alice.says("MONITOR + a,b");
    CHECK(tally.reached[static_cast<std::size_t>(core::Bound::monitor)] == 1);
    alice.says("MODE #hub +b a!*@*");
    alice.says("MODE #hub +b b!*@*");
    CHECK(tally.reached[static_cast<std::size_t>(core::Bound::list_modes)] == 1);
    alice.says("BATCH +x draft/multiline #hub");
    alice.says("@batch=x PRIVMSG #hub :one");
    alice.says("@batch=x PRIVMSG #hub :two");
    CHECK(tally.reached[static_cast<std::size_t>(core::Bound::message)] == 1);
    alice.says("BATCH -x");

    alice.says("NICK a2"); // the first was its nick at the start
    CHECK(throttled(core::Counted::nicks) == 1);
    auto bob = net.joins("bob", "#one");
    bob.says("JOIN #two");
    CHECK(throttled(core::Counted::joins) == 1);
    CHECK(tally.throttled[0] == 0);
}
