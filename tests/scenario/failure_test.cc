// SPDX-License-Identifier: MIT
// A store that fails: the author is refused, nobody sees the line, and all goes on when it is back.
#include "tests/support/catch.h"
#include "tests/support/conversation.h"
#include "tests/support/flaky_journal.h"

using namespace hubbub::tests;

TEST_CASE("a line that cannot be stored is refused, and nobody sees it")
{
    FakeClock clock;
    auto owned = std::make_unique<FlakyJournal>(
        std::make_unique<hubbub::store::MemoryJournal>(clock, "epoch"));
    FlakyJournal& flaky = *owned;
    Conversation net(Conversation::quiet_settings(), std::move(owned));
    auto alice = net.joins("alice", "#hub", "echo-message standard-replies labeled-response batch");
    auto bob = net.joins("bob", "#hub");
    alice.forgets();

    flaky.break_down();
    alice.says("@label=x PRIVMSG #hub :lost");
    CHECK(alice.hears().starts_with("@label=x :irc.example FAIL PRIVMSG MESSAGE_ERROR #hub :"));
    CHECK(alice.hears_nothing());
    CHECK(bob.hears_nothing());

    bob.says("NOTICE #hub :lost too");
    CHECK(bob.hears().find("NOTICE bob :FAIL NOTICE MESSAGE_ERROR") != std::string::npos);

    flaky.recover();
    alice.says("PRIVMSG #hub :back");
    CHECK(bob.hears() == ":alice!~alice@alice.example PRIVMSG #hub :back");
}

TEST_CASE("what need not be stored goes on while the store is broken")
{
    FakeClock clock;
    auto owned = std::make_unique<FlakyJournal>(
        std::make_unique<hubbub::store::MemoryJournal>(clock, "epoch"));
    owned->break_down();
    Conversation net(Conversation::quiet_settings(), std::move(owned));
    auto alice = net.joins("alice", "#hub");
    auto bob = net.registers("bob");
    bob.says("JOIN #hub");
    CHECK(alice.hears() == ":bob!~bob@bob.example JOIN #hub");
}
