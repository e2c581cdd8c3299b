// SPDX-License-Identifier: MIT
// Modern IRC, "MODE message".
#include "tests/support/catch.h"
#include "tests/support/conversation.h"
#include "tests/support/copy_of.h"

using namespace hubbub;
using namespace hubbub::tests;

namespace {

// Registered, and logged in to an account of that name.
Person logged_in(Conversation& net, const std::string& nick, const std::string& account)
{
    Person person = net.connects(nick + ".example");
    core::Entry entry;
    entry.kind = core::Kind::connect;
    entry.source = nick + "!~" + nick + "@" + nick + ".example";
    entry.account = account;
    entry.text = nick;
    entry.origin = {person.session()->id, 0};
    net.network().propose(copy_of(entry));
    net.settle();
    person.forgets();
    return person;
}

} // namespace

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
                             "MODE #hub +k a,b", "MODE #hub +o", "MODE #hub +b :a b"}) {
        alice.says(line);
        CHECK(alice.hears().find(" 696 alice #hub ") != std::string::npos);
        CHECK(alice.hears_nothing());
    }
}

TEST_CASE("a mask that no line would have room for is refused")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    alice.says("MODE #hub +b " + std::string(201, 'x'));
    CHECK(alice.hears().find(" 696 alice #hub b xxx") != std::string::npos);
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

TEST_CASE("a rank is given by those who need it, and taken by nobody lower")
{
    struct Try {
        const char* ranks; // of bob, who tries it on carol
        const char* theirs;
        const char* change;
        bool may;
    };
    const Try tries[] = {
        {"h", "", "+v", true},   {"h", "", "+h", false}, {"h", "v", "-v", true},
        {"h", "o", "-v", false}, {"o", "", "+o", true},  {"o", "", "+h", true},
        {"o", "o", "-o", true},  {"o", "", "+a", false}, {"o", "", "+q", false},
        {"v", "", "+v", false},  {"", "", "+v", false},  {"h", "h", "-v", false},
    };
    for (const Try& one : tries) {
        CAPTURE(one.ranks, one.theirs, one.change);
        Conversation net;
        auto alice = net.joins("alice", "#hub");
        auto bob = net.joins("bob", "#hub");
        net.joins("carol", "#hub");
        const std::string letters = one.ranks;
        if (!letters.empty()) {
            alice.says("MODE #hub +" + letters + " bob");
        }
        if (*one.theirs != 0) {
            alice.says(std::string("MODE #hub +") + one.theirs + "v carol carol");
        }
        bob.forgets();
        bob.says(std::string("MODE #hub ") + one.change + " carol");
        CHECK((bob.hears().find(" 482 ") == std::string::npos) == one.may);
    }
}

TEST_CASE("everybody may give up their own rank")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto bob = net.joins("bob", "#hub");
    alice.says("MODE #hub +hv bob bob");
    bob.forgets();
    bob.says("MODE #hub -hv bob bob");
    CHECK(bob.hears() == ":bob!~bob@bob.example MODE #hub -hv bob bob");
    bob.says("MODE #hub +v bob");
    CHECK(bob.hears().find(" 482 ") != std::string::npos);
}

TEST_CASE("half-operators put out those below them only")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto bob = net.joins("bob", "#hub");
    net.joins("carol", "#hub");
    alice.says("MODE #hub +hh bob carol");
    bob.forgets();
    bob.says("KICK #hub carol");
    CHECK(bob.hears() == ":irc.example 482 bob #hub :You're not channel operator");
    alice.says("MODE #hub -h carol");
    bob.forgets();
    bob.says("KICK #hub carol :out");
    CHECK(bob.hears() == ":bob!~bob@bob.example KICK #hub carol :out");
}

TEST_CASE("changes with many parameters come in lines that have room for them")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    alice.says("MODE #hub +bbbbbbbbbbbbb a b c d e f g h i j k l m");
    CHECK(alice.hears() ==
          ":alice!~alice@alice.example MODE #hub +bbbbbbbbbbbb a!*@* b!*@* c!*@* d!*@* e!*@* "
          "f!*@* g!*@* h!*@* i!*@* j!*@* k!*@* l!*@*");
    CHECK(alice.hears_nothing()); // ISUPPORT MODES=12
    const std::string mask(100, 'x');
    alice.says("MODE #hub +eeee a" + mask + " b" + mask + " c" + mask + " d" + mask);
    const std::string first = alice.hears();
    const std::string second = alice.hears();
    CHECK(first.find(" MODE #hub +ee a") != std::string::npos);
    CHECK(second.find(" MODE #hub +ee c") != std::string::npos);
}

TEST_CASE("letters that are no modes are told whole, the rest happens")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    alice.says("MODE #hub +m\xc3\xa9i");
    CHECK(alice.hears() == ":irc.example 472 alice \xc3\xa9 :is unknown mode char to me");
    CHECK(alice.hears() == ":alice!~alice@alice.example MODE #hub +mi");
    alice.says("MODE #hub +lk-k+n x a:b y");
    CHECK(alice.hears().find(" 696 alice #hub l x :") != std::string::npos);
    CHECK(alice.hears().find(" 696 alice #hub k * :") != std::string::npos); // a secret
    CHECK(alice.hears_nothing());
}

TEST_CASE("a list asked for twice in a line is shown once, and not to those who may not see it")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto bob = net.joins("bob", "#hub");
    alice.forgets();
    alice.says("MODE #hub bb");
    CHECK(alice.hears() == ":irc.example 368 alice #hub :End of channel ban list");
    CHECK(alice.hears_nothing());
    bob.forgets();
    bob.says("MODE #hub b");
    CHECK(bob.hears() == ":irc.example 368 bob #hub :End of channel ban list");
    bob.says("MODE #hub e");
    CHECK(bob.hears() == ":irc.example 482 bob #hub :You're not channel operator");
}

TEST_CASE("a full list takes what it has already, and what frees a place")
{
    auto settings = Conversation::quiet_settings();
    settings.limits.list_modes = 1;
    Conversation net(settings);
    auto alice = net.joins("alice", "#hub");
    alice.says("MODE #hub +b eve");
    alice.forgets();
    alice.says("MODE #hub +b EVE");
    CHECK(alice.hears_nothing());
    alice.says("MODE #hub -b eve");
    CHECK(alice.hears() == ":alice!~alice@alice.example MODE #hub -b eve!*@*");
    alice.says("MODE #hub +be mallory mallory");
    CHECK(alice.hears() == ":alice!~alice@alice.example MODE #hub +be mallory!*@* mallory!*@*");
}

TEST_CASE("+e lets in whom +b keeps out, +I does not")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto bob = net.registers("bob");
    alice.says("MODE #hub +bI bob!*@* bob!*@*");
    bob.says("JOIN #hub");
    CHECK(bob.hears() == ":irc.example 474 bob #hub :Cannot join channel (+b)");
    alice.says("MODE #hub +e *!*@bob.example");
    bob.says("JOIN #hub");
    CHECK(bob.hears() == ":bob!~bob@bob.example JOIN #hub");
    bob.says("PART #hub");
    alice.says("MODE #hub +i-I bob!*@*");
    bob.forgets();
    bob.says("JOIN #hub");
    CHECK(bob.hears() == ":irc.example 473 bob #hub :Cannot join channel (+i)");
    alice.says("MODE #hub -e *!*@bob.example");
    alice.says("INVITE bob #hub");
    bob.forgets();
    bob.says("JOIN #hub"); // an invitation passes the ban too
    CHECK(bob.hears() == ":bob!~bob@bob.example JOIN #hub");
}

TEST_CASE("+R: who has no account does not join; +M: and does not speak")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto guest = net.registers("guest");
    auto bob = logged_in(net, "bob", "Bob");
    alice.says("MODE #hub +RM");
    guest.says("JOIN #hub");
    CHECK(guest.hears() == ":irc.example 477 guest #hub :You need to be logged in to an account");
    bob.says("JOIN #hub");
    CHECK(bob.hears() == ":bob!~bob@bob.example JOIN #hub");
    alice.says("MODE #hub -R");
    guest.says("JOIN #hub");
    alice.forgets();
    guest.forgets();
    guest.says("PRIVMSG #hub :hello");
    CHECK(guest.hears() == ":irc.example 404 guest #hub :Cannot send to channel");
    bob.says("PRIVMSG #hub :hello");
    CHECK(alice.hears() == ":bob!~bob@bob.example PRIVMSG #hub :hello");
    alice.says("MODE #hub +v guest");
    alice.forgets();
    guest.says("PRIVMSG #hub :hello");
    CHECK(alice.hears() == ":guest!~guest@guest.example PRIVMSG #hub :hello");
}

TEST_CASE("extban a: matches an account, in each of the lists")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    auto bob = logged_in(net, "bob", "Robert");
    auto guest = net.registers("robert");
    alice.says("MODE #hub +b a:ROBERT");
    CHECK(alice.hears() == ":alice!~alice@alice.example MODE #hub +b a:ROBERT");
    bob.says("JOIN #hub");
    CHECK(bob.hears() == ":irc.example 474 bob #hub :Cannot join channel (+b)");
    guest.says("JOIN #hub");
    CHECK(guest.hears() == ":robert!~robert@robert.example JOIN #hub");
    alice.says("MODE #hub +ieI a:rob* a:robert");
    bob.says("JOIN #hub");
    CHECK(bob.hears() == ":bob!~bob@bob.example JOIN #hub");
}

TEST_CASE("of a user's modes the known are set, and then the unknown are told")
{
    Conversation net;
    auto alice = net.registers("alice");
    alice.says("MODE alice +iXw");
    CHECK(alice.hears() == ":alice!~alice@alice.example MODE alice :+iw");
    CHECK(alice.hears() == ":irc.example 501 alice :Unknown MODE flag");
    CHECK(alice.hears_nothing());
    alice.says("MODE nobody +i");
    CHECK(alice.hears() == ":irc.example 401 alice nobody :No such nick/channel");
}
