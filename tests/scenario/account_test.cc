// SPDX-License-Identifier: MIT
// Accounts, by the words of IRCv3 account-registration.
#include "commands/offer.h"
#include "tests/scenario/account_people.h"
#include "tests/support/flaky_journal.h"

#include <string>

using namespace hubbub;
using namespace hubbub::tests;

TEST_CASE("account-registration: each refusal has its code")
{
    Net at;
    Person early = at.opens("standard-replies");
    fails_with(early, "REGISTER x * password1", "NEED_NICK");
    early.says("NICK alice"); // 433: it is an account's
    fails_with(early, "REGISTER alice * password1", "ACCOUNT_EXISTS");
    Person bob = at.net.registers("bob", "standard-replies");
    fails_with(bob, "REGISTER carol * password1", "ACCOUNT_NAME_MUST_BE_NICK");
    fails_with(bob, "REGISTER #bob * password1", "BAD_ACCOUNT_NAME");
    fails_with(bob, "REGISTER NickServ * password1", "BAD_ACCOUNT_NAME");
    fails_with(bob, "REGISTER bob * short", "WEAK_PASSWORD");
    fails_with(bob, "REGISTER bob * :" + std::string(301, 'x'), "UNACCEPTABLE_PASSWORD");
    bob.session()->private_path = false;
    fails_with(bob, "REGISTER bob * password1", "UNACCEPTABLE_PASSWORD");
    bob.session()->private_path = true;
    bob.forgets();
    bob.says("REGISTER bob * password1");
    CHECK(bob.hears_about("SUCCESS") != "");
    fails_with(bob, "REGISTER bob * password1", "ALREADY_AUTHENTICATED");
    Person late = at.opens("standard-replies");
    late.says("NICK alice");
    fails_with(late, "REGISTER alice * password1", "ACCOUNT_EXISTS");
}

TEST_CASE("there are so many accounts, and who has one keeps it")
{
    core::Settings settings = Conversation::quiet_settings();
    settings.limits.accounts = 1;
    Conversation net(settings);
    Person alice = net.registers("alice", "standard-replies");
    alice.says("REGISTER alice * password1");
    CHECK(alice.hears_about("SUCCESS") != "");
    Person bob = net.registers("bob", "standard-replies");
    bob.forgets();
    bob.says("REGISTER bob * password1");
    CHECK(bob.hears() ==
          ":irc.example FAIL REGISTER TEMPORARILY_UNAVAILABLE bob :There are as many "
          "accounts as this server may have: ask its operators");
    bob.says("PRIVMSG NickServ :REGISTER password1");
    CHECK(bob.hears_about("as many accounts") != "");
    CHECK(net.network().world().accounts() == 1);
}

TEST_CASE("who asks while the last account is being made is refused when that is decided")
{
    core::Settings settings = Conversation::quiet_settings();
    settings.limits.accounts = 1;
    Conversation net(settings);
    Person alice = net.registers("alice", "standard-replies");
    Person bob = net.registers("bob", "standard-replies");
    Person carol = net.registers("carol");
    for (Person* person : {&alice, &bob, &carol}) {
        person->forgets();
    }
    alice.mutters("REGISTER alice * password1");
    bob.mutters("REGISTER bob * password1");
    carol.mutters("PRIVMSG NickServ :REGISTER password1");
    net.settle();
    CHECK(alice.hears_about("SUCCESS") != "");
    CHECK(bob.hears() == ":irc.example FAIL REGISTER TEMPORARILY_UNAVAILABLE bob :There are as "
                         "many accounts as this server may have: ask its operators");
    CHECK(carol.hears_about("as many accounts") != "");
    CHECK(net.network().world().accounts() == 1);
}

TEST_CASE("while too many passwords wait to be hashed no more are taken, and then they are")
{
    core::Settings settings = open_settings();
    settings.limits.passwords = 2;
    Conversation net(settings);
    Person alice = net.registers("alice", "standard-replies");
    alice.says("REGISTER alice * password1");
    CHECK(alice.hears_about("SUCCESS") != "");
    Person bob = net.registers("bob", "standard-replies");
    Person late = net.connects();
    late.says("CAP REQ :sasl standard-replies");
    late.says("AUTHENTICATE PLAIN");
    late.forgets();
    const std::string right = "AUTHENTICATE " + plain("alice", "password1");
    bob.forgets();
    for (int i = 0; i < 2; ++i) {
        net.network().passwords()->make("password1", 1, [](const Result<core::Verifiers>&) {});
    }
    bob.mutters("REGISTER bob * password1");
    late.mutters(right);
    net.settle();
    CHECK(bob.hears() == ":irc.example FAIL REGISTER TEMPORARILY_UNAVAILABLE bob :Too many "
                         "passwords are being checked: try again in a minute");
    CHECK(late.hears() == ":irc.example NOTE * TEMPORARILY_UNAVAILABLE :Too many passwords are "
                          "being checked: try again in a minute");
    CHECK(late.hears_about(" 904 ") != "");
    CHECK(net.network().passwords()->waiting() == 0);
    late.says("AUTHENTICATE PLAIN");
    late.says(right);
    CHECK(late.hears_about(" 903 ") != "");
}

TEST_CASE("account-registration: without before-connect one finishes connecting first")
{
    Conversation net;
    Person early = net.connects();
    early.says("CAP REQ :standard-replies");
    early.says("NICK early");
    fails_with(early, "REGISTER * * password1", "COMPLETE_CONNECTION_REQUIRED");
}

TEST_CASE("account-registration, VERIFY: no code is right, and who is logged in needs none")
{
    Conversation unhurried;
    Person early = unhurried.connects();
    early.says("CAP LS");
    early.forgets();
    early.says("VERIFY early 1234");
    CHECK(early.hears().starts_with(":irc.example FAIL VERIFY COMPLETE_CONNECTION_REQUIRED "));
    Net at;
    Person bob = at.opens();
    bob.says("VERIFY bob 1234");
    CHECK(bob.hears().starts_with(":irc.example FAIL VERIFY INVALID_CODE bob "));
    bob.says("AUTHENTICATE PLAIN");
    bob.says("AUTHENTICATE " + plain("alice", "correct horse"));
    bob.forgets();
    bob.says("VERIFY bob 1234");
    CHECK(bob.hears().starts_with(":irc.example FAIL VERIFY ALREADY_AUTHENTICATED bob "));
}

TEST_CASE("account-registration: NEED_NICK names nobody, whatever account was asked for")
{
    Net at;
    Person early = at.opens();
    for (const char* line : {"REGISTER * * password1", "REGISTER early * password1"}) {
        early.says(line);
        CHECK(early.hears().starts_with(":irc.example FAIL REGISTER NEED_NICK * :"));
    }
}

TEST_CASE("account-registration: with before-connect, the nick of somebody else makes no account")
{
    Net at;
    Person bob = at.net.registers("bob");
    CHECK(bob.hears_nothing());
    Person early = at.opens();
    early.says("NICK bob");
    CHECK(early.hears() == ":irc.example 433 * bob :Nickname is already in use");
    for (const char* line : {"REGISTER * * password1", "REGISTER bob * password1"}) {
        early.says(line);
        CHECK(early.hears().starts_with(":irc.example FAIL REGISTER ACCOUNT_EXISTS bob :"));
    }
    early.says("REGISTER carol * password1"); // which is nobody's
    CHECK(early.hears().starts_with(":irc.example FAIL REGISTER NEED_NICK * :"));
}

TEST_CASE("of two that register one account at once the first in the order has it")
{
    Conversation net;
    Person one = net.registers("one", "standard-replies");
    one.mutters("REGISTER one * password1");
    Person two = net.connects();
    two.says("CAP REQ :standard-replies");
    two.says("NICK two");
    two.says("USER two 0 * :Two");
    two.says("CAP END");
    one.says("NICK moved"); // waits behind the registration
    CHECK(one.hears_about("SUCCESS") != "");
    CHECK(net.network().world().find_account("ONE") != nullptr);
}

TEST_CASE("an account's name is its owner's nick")
{
    Net at;
    Person eve = at.net.registers("eve");
    eve.says("NICK alice");
    CHECK(eve.hears() == ":irc.example 433 eve alice :This nick belongs to an account: log in to "
                         "it, or choose another");
    Person mallory = at.net.connects();
    mallory.says("NICK alice");
    mallory.says("USER mallory 0 * :M");
    CHECK(mallory.hears_about(" 433 ") != "");
    mallory.says("NICK mallory");
    CHECK(mallory.hears_about(" 001 ") != "");
    mallory.forgets();
    mallory.says("NICK NickServ");
    CHECK(mallory.hears().find(" 432 ") != std::string::npos);
}

TEST_CASE("accounts outlive a restart")
{
    FakeClock clock;
    store::MemoryJournal journal(clock, "epoch");
    {
        Conversation net(Conversation::quiet_settings(), journal);
        Person alice = net.registers("alice");
        alice.says("REGISTER * * :correct horse");
        CHECK(alice.hears_about("SUCCESS") != "");
    }
    Conversation net(Conversation::quiet_settings(), journal);
    Person alice = net.connects();
    alice.says("AUTHENTICATE PLAIN");
    alice.says("AUTHENTICATE " + plain("alice", "correct horse"));
    CHECK(alice.hears_about(" 903 ") != "");
}

TEST_CASE("who takes the name of an account that has ended inherits nothing of it")
{
    Net at;
    Person alice = at.opens();
    alice.says("AUTHENTICATE PLAIN");
    alice.says("AUTHENTICATE " + plain("alice", "correct horse"));
    alice.says("NICK alice");
    alice.says("USER alice 0 * :Alice");
    alice.says("CAP END");
    alice.says("JOIN #hub");
    alice.says("CS REGISTER #hub");
    // One who has logged in and holds the door open while the account ends.
    Person ghost = at.opens();
    ghost.says("AUTHENTICATE PLAIN");
    ghost.says("AUTHENTICATE " + plain("alice", "correct horse"));
    CHECK(ghost.hears_about(" 903 ") != "");
    alice.says("NS DROP alice");
    alice.says("QUIT");
    CHECK(at.net.network().world().find_channel("#hub") == nullptr);
    at.net.clock().advance(std::chrono::seconds(1));
    Person heir = at.net.registers("alice");
    heir.says("REGISTER * * :another horse");
    CHECK(heir.hears_about("SUCCESS") != "");
    heir.says("JOIN #hub");
    CHECK(at.net.network().world().find_channel("#hub")->founder.empty());
    ghost.says("NICK ghost");
    ghost.says("USER ghost 0 * :Ghost");
    ghost.says("CAP END");
    CHECK(ghost.hears_about(" 001 ") != "");
    CHECK(ghost.session()->user->is_guest());
}

TEST_CASE("account-registration: where it is switched off it is refused")
{
    core::Settings settings = Conversation::quiet_settings();
    settings.accounts.registration = false;
    Conversation net(settings);
    Person bob = net.registers("bob", "standard-replies");
    fails_with(bob, "REGISTER bob * password1", "DISALLOWED");
}

TEST_CASE("account-registration: an account that cannot be stored is not made")
{
    FakeClock clock;
    auto flaky =
        std::make_unique<FlakyJournal>(std::make_unique<store::MemoryJournal>(clock, "epoch"));
    FlakyJournal& journal = *flaky;
    Conversation net(Conversation::quiet_settings(), std::move(flaky));
    Person bob = net.registers("bob", "standard-replies");
    journal.break_down();
    fails_with(bob, "REGISTER bob * password1", "TEMPORARILY_UNAVAILABLE");
    CHECK(net.network().world().find_account("bob") == nullptr);
    journal.recover();
    bob.forgets();
    bob.says("REGISTER bob * password1");
    CHECK(bob.hears_about("SUCCESS") != "");
}

TEST_CASE("of two that register one name at the same moment, the other is told")
{
    Conversation net{open_settings()};
    Person one = net.connects();
    Person two = net.connects();
    for (Person* person : {&one, &two}) {
        person->says("CAP REQ :standard-replies");
        person->says("NICK same");
    }
    one.mutters("REGISTER same * password1");
    two.mutters("REGISTER same * password2");
    net.settle();
    CHECK(one.hears_about("SUCCESS") != "");
    CHECK(two.hears_about("ACCOUNT_EXISTS") != "");
}

TEST_CASE("cap-notify: what is offered anew or no longer is told, and taken from those who had it")
{
    Conversation net;
    Person modern = net.connects();
    modern.says("CAP LS 302");
    modern.says("CAP REQ :sasl");
    Person old = net.connects();
    old.says("CAP LS");
    old.says("CAP REQ :sasl");
    modern.forgets();
    old.forgets();
    const auto change = [&](auto how) {
        const core::Settings before = net.network().settings();
        core::Settings after = before;
        how(after.accounts);
        net.network().replace_settings(after);
        commands::tell_offer_changes(net.network(), before);
    };
    change([](core::AccountSettings& accounts) { accounts.mechanisms = {"PLAIN"}; });
    CHECK(modern.hears() == ":irc.example CAP * NEW :sasl=PLAIN");
    CHECK(modern.session()->has(core::Cap::sasl));
    change([](core::AccountSettings& accounts) { accounts.registration = false; });
    CHECK(modern.hears() == ":irc.example CAP * DEL :draft/account-registration");
    change([](core::AccountSettings& accounts) { accounts.mechanisms = {"none"}; });
    CHECK(modern.hears() == ":irc.example CAP * DEL :sasl");
    CHECK_FALSE(modern.session()->has(core::Cap::sasl));
    CHECK_FALSE(old.session()->has(core::Cap::sasl));
    CHECK(old.hears_nothing());
    change([](core::AccountSettings&) {});
    CHECK(modern.hears_nothing());
}
