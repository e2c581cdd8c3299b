// SPDX-License-Identifier: MIT
// NickServ and ChanServ, and rooms that belong to an account.
#include "base/strings.h"
#include "tests/support/catch.h"
#include "tests/support/conversation.h"
#include "tests/support/copy_of.h"

#include <string>
#include <vector>

using namespace hubbub;
using namespace hubbub::tests;

namespace {

std::string answer(Person& person, std::string_view line)
{
    person.forgets();
    person.says(line);
    return person.hears();
}

Person owner_of(Conversation& net, std::string_view nick, std::string_view caps = {})
{
    Person person = net.registers(nick, caps);
    person.says("PRIVMSG NickServ :REGISTER password1");
    person.forgets();
    return person;
}

constexpr std::string_view ns = ":NickServ!services@irc.example NOTICE ";
constexpr std::string_view cs = ":ChanServ!services@irc.example NOTICE ";

} // namespace

TEST_CASE("NickServ registers, logs in and out, and nobody else hears of it")
{
    Conversation net;
    Person watcher = net.joins("watcher", "#hub");
    Person alice = net.registers("alice");
    CHECK(answer(alice, "PRIVMSG NickServ :REGISTER short") ==
          concat({ns, "alice :The password is too short: it needs 8 characters at least."}));
    CHECK(answer(alice, "NS REGISTER password1") ==
          concat({ns, "alice :The account alice is registered."}));
    CHECK(alice.hears().find(" 900 ") != std::string::npos);
    CHECK(answer(alice, "MODE alice") == ":irc.example 221 alice +r");
    CHECK(answer(alice, "ns logout").find(" 901 ") != std::string::npos);
    CHECK(answer(alice, "MODE alice") == ":irc.example 221 alice +");
    CHECK(answer(alice, "PRIVMSG nickserv :IDENTIFY wrong") ==
          concat({ns, "alice :That account and password do not belong together."}));
    CHECK(answer(alice, "PRIVMSG NickServ :identify alice password1").find(" 900 ") !=
          std::string::npos);
    CHECK(answer(alice, "NS REGISTER password1") ==
          concat({ns, "alice :You are logged in to an account already."}));
    CHECK(watcher.hears_nothing());
}

TEST_CASE("NickServ takes no password that others can read")
{
    Conversation net;
    Person alice = owner_of(net, "alice");
    alice.says("NS LOGOUT");
    alice.forgets();
    alice.session()->private_path = false;
    CHECK(answer(alice, "NS IDENTIFY password1").find("TLS") != std::string::npos);
    alice.session()->private_path = true;
    CHECK(answer(alice, "NS IDENTIFY password1").find(" 900 ") != std::string::npos);
}

TEST_CASE("NickServ changes a password, keeps certificates, tells of an account and drops it")
{
    Conversation net;
    Person alice = owner_of(net, "alice");
    CHECK(answer(alice, "NS SET PASSWORD short").find("too short") != std::string::npos);
    CHECK(answer(alice, "NS SET COLOUR red").find("SET PASSWORD") != std::string::npos);
    CHECK(answer(alice, "NS SET PASSWORD password2") ==
          concat({ns, "alice :Your password is changed."}));
    alice.says("NS LOGOUT");
    CHECK(answer(alice, "NS IDENTIFY password1").find("do not belong") != std::string::npos);
    CHECK(answer(alice, "NS IDENTIFY password2").find(" 900 ") != std::string::npos);

    CHECK(answer(alice, "NS CERT ADD").find("SHA-256") != std::string::npos);
    const std::string fingerprint(64, 'a');
    CHECK(answer(alice, "NS CERT ADD " + to_upper(fingerprint)) ==
          concat({ns, "alice :The certificate is yours."}));
    Person other = net.connects();
    other.session()->rare.change().certificate = fingerprint;
    other.says("AUTHENTICATE EXTERNAL");
    CHECK(other.hears() == "AUTHENTICATE +");
    other.says("AUTHENTICATE +");
    CHECK(other.hears_about(" 903 ") != "");
    CHECK(answer(alice, "NS CERT DEL " + fingerprint) ==
          concat({ns, "alice :The certificate is gone."}));
    CHECK(answer(alice, "NS CERT LIST") == concat({ns, "alice :0 certificates."}));

    CHECK(answer(alice, "NS INFO").starts_with(concat({ns, "alice :alice was registered on "})));
    CHECK(answer(alice, "NS INFO nobody") == concat({ns, "alice :nobody is no account."}));
    CHECK(answer(alice, "NS DROP bob") ==
          concat({ns, "alice :To give up your account: DROP alice"}));
    CHECK(answer(alice, "NS DROP alice") == ":irc.example 901 alice alice!~alice@alice.example "
                                            ":You are now logged out"); // sasl-3.1, Numerics
    CHECK(alice.hears() == concat({ns, "alice :Your account is gone."}));
    CHECK(net.network().world().find_account("alice") == nullptr);
    CHECK(answer(alice, "NS LOGOUT").find("not logged in") != std::string::npos);
}

TEST_CASE("a service answers what it does not understand")
{
    Conversation net;
    Person alice = net.registers("alice");
    CHECK(answer(alice, "NS DANCE") ==
          concat({ns, "alice :There is no DANCE: HELP lists what there is."}));
    CHECK(answer(alice, "CS REGISTER") == concat({cs, "alice :Usage: REGISTER #room"}));
    alice.forgets();
    alice.says("PRIVMSG ChanServ :HELP");
    CHECK(alice.hears_all().size() == 5);
    alice.says("NOTICE NickServ :HELP"); // NOTICE is never answered
    CHECK(alice.hears_nothing());
    CHECK(answer(alice, "NICK ChanServ").find(" 432 ") != std::string::npos);
}

TEST_CASE("a registered room is its founder's, whoever comes first, and remembers its ranks")
{
    Conversation net;
    Person alice = owner_of(net, "alice");
    Person bob = owner_of(net, "bob");
    Person eve = net.registers("eve");
    CHECK(answer(eve, "CS REGISTER #hub").find("not logged in") != std::string::npos);
    alice.says("JOIN #hub");
    bob.says("JOIN #hub");
    CHECK(answer(bob, "CS REGISTER #hub") ==
          concat({cs, "bob :You must be an operator of that room, and in it."}));
    alice.forgets();
    CHECK(answer(alice, "PRIVMSG ChanServ :REGISTER #hub") == ":irc.example MODE #hub +q alice");
    CHECK(alice.hears() == concat({cs, "alice :The room is yours."}));
    CHECK(answer(alice, "CS REGISTER #hub") ==
          concat({cs, "alice :The room is somebody's already."}));
    alice.says("MODE #hub +v bob");
    alice.says("PART #hub");
    bob.says("PART #hub");
    eve.says("JOIN #hub");
    CHECK(eve.hears_about(" 353 ").ends_with(" :eve")); // and no @
    alice.forgets();
    alice.says("JOIN #hub");
    CHECK(alice.hears_about(" MODE ") == ":irc.example MODE #hub +qo alice alice");
    bob.says("JOIN #hub");
    CHECK(eve.hears_about("MODE #hub +v") == ":irc.example MODE #hub +v bob");
    CHECK(answer(eve, "CS INFO #hub").starts_with(concat({cs, "eve :#hub belongs to alice; "})));
    CHECK(answer(eve, "CS OP #hub").find("not logged in") != std::string::npos);
    CHECK(answer(bob, "CS OP #hub").find("Only the founder") != std::string::npos);
    CHECK(answer(alice, "CS OP #hub bob") == ":alice!~alice@alice.example MODE #hub +o bob");
    CHECK(answer(bob, "CS DROP #hub") == concat({cs, "bob :Only the founder may do that."}));
    CHECK(answer(alice, "CS DROP #hub") == concat({cs, "alice :The room is nobody's now."}));
    CHECK(answer(eve, "CS INFO #hub") == concat({cs, "eve :#hub is not registered."}));
}

TEST_CASE("no lock, key, limit or ban shuts those out who keep a registered room's door")
{
    Conversation net;
    Person alice = owner_of(net, "alice");
    Person bob = owner_of(net, "bob");
    Person carol = owner_of(net, "carol");
    alice.says("JOIN #hub");
    bob.says("JOIN #hub");
    carol.says("JOIN #hub");
    alice.says("CS REGISTER #hub");
    alice.says("MODE #hub +ov bob carol");
    alice.says("MODE #hub +iklb secret 1 *!*@*");
    for (Person* person : {&alice, &bob, &carol}) {
        person->says("PART #hub");
    }
    carol.says("NICK stranger");
    CHECK(answer(carol, "JOIN #hub").find(" 474 ") != std::string::npos); // a voice is no key
    CHECK(answer(bob, "JOIN #hub") == ":bob!~bob@bob.example JOIN #hub");
    CHECK(answer(alice, "JOIN #hub") == ":alice!~alice@alice.example JOIN #hub");
    CHECK(alice.hears_about(" MODE ") == ":irc.example MODE #hub +qo alice alice");
    alice.says("PART #hub");
    alice.says("NS LOGOUT");
    CHECK(answer(alice, "JOIN #hub").find(" 474 ") != std::string::npos);
}

TEST_CASE("registered rooms outlive a restart, with founder, ranks, topic and locks")
{
    FakeClock clock;
    store::MemoryJournal journal(clock, "epoch");
    {
        Conversation net(Conversation::quiet_settings(), journal);
        Person alice = owner_of(net, "alice");
        alice.says("JOIN #hub");
        alice.says("CS REGISTER #hub");
        alice.says("TOPIC #hub :ours");
        alice.says("MODE #hub +k secret");
    }
    Conversation net(Conversation::quiet_settings(), journal);
    Person eve = net.registers("eve");
    CHECK(answer(eve, "JOIN #hub").find(" 475 ") != std::string::npos);
    Person alice = net.connects();
    alice.says("CAP REQ :sasl");
    alice.says("AUTHENTICATE PLAIN");
    alice.says("AUTHENTICATE AGFsaWNlAHBhc3N3b3JkMQ=="); // alice, password1
    CHECK(alice.hears_about(" 903 ") != "");
    alice.says("NICK alice");
    alice.says("USER alice 0 * :Alice");
    alice.says("CAP END");
    alice.says("JOIN #hub secret");
    CHECK(alice.hears_about(" 332 ").ends_with(":ours"));
    CHECK(net.network().world().find_channel("#hub")->founder == "alice");
    CHECK(answer(alice, "NAMES #hub").find("~alice") != std::string::npos);
}

TEST_CASE("a room whose founder ended in the last moment of a run is nobody's in the next")
{
    FakeClock clock;
    store::MemoryJournal journal(clock, "epoch");
    {
        Conversation net(Conversation::quiet_settings(), journal);
        Person alice = owner_of(net, "alice");
        alice.says("JOIN #hub");
        alice.says("CS REGISTER #hub");
        alice.says("MODE #hub +k secret");
    }
    core::Entry last; // the account's end is stored, and what becomes of its rooms is not
    last.kind = core::Kind::drop_account;
    last.records = {{core::RecordChange::How::erase, {"account", "alice", {}}}};
    journal.propose(copy_of(last));
    std::vector<core::Outcome> outcomes;
    journal.take(outcomes);
    Conversation net(Conversation::quiet_settings(), journal);
    Person heir = owner_of(net, "alice");
    heir.says("JOIN #hub");
    CHECK(net.network().world().find_channel("#hub")->founder.empty());
    CHECK(answer(heir, "CS INFO #hub") == concat({cs, "alice :#hub is not registered."}));
}
