// SPDX-License-Identifier: MIT
// Modern IRC, "Operator Messages"; KLINE, DLINE, SAMODE, SAJOIN.
#include "tests/support/catch.h"
#include "tests/support/conversation.h"
#include "tests/support/copy_of.h"

using namespace hubbub;
using namespace hubbub::tests;
using namespace std::chrono_literals;

namespace {

core::Settings with_operators()
{
    core::Settings settings = Conversation::quiet_settings();
    core::OperatorBlock root{"root", "secret", "*!*@*.example", {}};
    core::add_privilege("all", root.privileges);
    core::OperatorBlock helper{"helper", "secret", "*!*@*", {}};
    core::add_privilege("wallops", helper.privileges);
    settings.operators = {root, helper, {"far", "secret", "*!*@far.example", {}}};
    return settings;
}

Person operates(Conversation& net, const std::string& nick, const std::string& caps = {})
{
    Person person = net.registers(nick, caps);
    person.says("OPER root secret");
    person.forgets();
    return person;
}

} // namespace

TEST_CASE("OPER with name and password makes an operator, and -o ends it")
{
    Conversation net(with_operators());
    auto alice = net.registers("alice");
    alice.says("OPER root secret");
    CHECK(alice.hears() == ":alice!~alice@alice.example MODE alice :+o");
    CHECK(alice.hears() == ":irc.example 381 alice :You are now an IRC operator");
    alice.says("WHOIS alice");
    CHECK(alice.hears_about(" 313 ") == ":irc.example 313 alice alice :is an IRC operator");
    alice.says("USERHOST alice");
    CHECK(alice.hears_about(" 302 ").find("alice*=+") != std::string::npos);
    alice.says("WHO alice");
    CHECK(alice.hears().find(" alice H* :0 alice") != std::string::npos);
    alice.forgets();
    alice.says("MODE alice -o");
    CHECK(alice.hears() == ":alice!~alice@alice.example MODE alice :-o");
    alice.says("WALLOPS :hi");
    CHECK(alice.hears() == ":irc.example 481 alice :Permission Denied- You're not an IRC operator");
}

TEST_CASE("the refusals of OPER: 461, 464, 491")
{
    Conversation net(with_operators());
    auto alice = net.registers("alice");
    alice.says("OPER root");
    CHECK(alice.hears() == ":irc.example 461 alice OPER :Not enough parameters");
    for (const char* wrong :
         {"OPER root wrong", "OPER root secre", "OPER root secrets", "OPER root :"}) {
        alice.says(wrong);
        CHECK(alice.hears() == ":irc.example 464 alice :Password incorrect");
    }
    alice.says("OPER nobody secret");
    CHECK(alice.hears() == ":irc.example 491 alice :No O-lines for your host");
    alice.says("OPER far secret");
    CHECK(alice.hears() == ":irc.example 491 alice :No O-lines for your host");
    alice.says("MODE alice +o");
    alice.says("KILL alice :me");
    CHECK(alice.hears().find(" 481 ") != std::string::npos);
}

TEST_CASE("OPER checks a hash off the loop, and the client's certificate")
{
    core::Settings settings = with_operators();
    const auto made = store::SodiumPasswords::verifiers_of("hashed secret", 4096,
                                                           store::SodiumPasswords::Effort::least);
    REQUIRE(made);
    settings.operators[0].password = made->hash;
    settings.operators[1].certificate = std::string(64, 'a');
    Conversation net(settings);
    auto alice = net.registers("alice");
    alice.says("OPER root " + made->hash);
    CHECK(alice.hears() == ":irc.example 464 alice :Password incorrect");
    alice.says("OPER root :hashed secret");
    CHECK(alice.hears() == ":alice!~alice@alice.example MODE alice :+o");
    CHECK(alice.hears() == ":irc.example 381 alice :You are now an IRC operator");
    auto bob = net.registers("bob");
    bob.says("OPER helper secret");
    CHECK(bob.hears() == ":irc.example 491 bob :No O-lines for your host");
    bob.session()->rare.change().certificate = std::string(64, 'a');
    bob.says("OPER helper secret");
    CHECK(bob.hears() == ":bob!~bob@bob.example MODE bob :+o");
    bob.forgets();
    bob.says("WHOIS bob");
    CHECK(bob.hears_about(" 276 ") ==
          ":irc.example 276 bob bob :has client certificate fingerprint " + std::string(64, 'a'));
}

TEST_CASE("too many wrong passwords, and OPER tries no more")
{
    core::Settings settings = with_operators();
    settings.throttle.logins_per_minute = 2;
    Conversation net(settings);
    auto alice = net.registers("alice");
    alice.says("OPER root one");
    alice.says("OPER root two");
    alice.forgets();
    alice.says("OPER root secret");
    CHECK(alice.hears() == ":irc.example 464 alice :Password incorrect");
    alice.says("PONG x");
    net.passes(61s);
    alice.forgets();
    alice.says("OPER root secret");
    CHECK(alice.hears_about(" 381 ") != "");
}

TEST_CASE("who is no operator gets 481, who has not the privilege 723")
{
    Conversation net(with_operators());
    net.registers("bob");
    auto alice = net.registers("alice");
    auto helper = net.registers("helper");
    helper.says("OPER helper secret");
    helper.forgets();
    for (const auto& [command, privilege] : {std::pair("KILL bob :out", "kill"),
                                             {"KLINE *@bob.example", "ban"},
                                             {"DLINE", "ban"},
                                             {"UNKLINE x", "ban"},
                                             {"UNDLINE x", "ban"},
                                             {"REHASH", "rehash"},
                                             {"SAMODE #x +o bob", "samode"},
                                             {"SAJOIN bob #x", "samode"}}) {
        alice.says(command);
        CHECK(alice.hears() ==
              ":irc.example 481 alice :Permission Denied- You're not an IRC operator");
        helper.says(command);
        CHECK(helper.hears() == std::string(":irc.example 723 helper ") + privilege +
                                    " :Insufficient operator privileges.");
    }
}

TEST_CASE("KILL: the victim gets KILL and ERROR, the neighbours QUIT")
{
    Conversation net(with_operators());
    auto alice = operates(net, "alice", "labeled-response");
    auto bob = net.joins("bob", "#hub");
    auto carol = net.joins("carol", "#hub");
    bob.forgets();
    alice.says("@label=1 KILL bob :be gone");
    CHECK(bob.hears() == ":alice!~alice@alice.example KILL bob :be gone");
    CHECK(bob.hears() == "ERROR :Closing link: bob.example (Killed (alice (be gone)))");
    CHECK(bob.has_gone());
    CHECK(carol.hears() == ":bob!~bob@bob.example QUIT :Killed (alice (be gone))");
    CHECK(alice.hears() == "@label=1 :irc.example ACK");
    alice.says("KILL bob :again");
    CHECK(alice.hears() == ":irc.example 401 alice bob :No such nick/channel");
    alice.says("KILL irc.example :all");
    CHECK(alice.hears() == ":irc.example 483 alice :You can't kill a server!");
    alice.says("KILL alice :me");
    CHECK(alice.has_gone());
}

TEST_CASE("WALLOPS reaches those with +w")
{
    Conversation net(with_operators());
    auto alice = operates(net, "alice");
    auto bob = net.registers("bob");
    auto carol = net.registers("carol");
    bob.says("MODE bob +w");
    bob.forgets();
    alice.says("WALLOPS :tea at four");
    CHECK(bob.hears() == ":alice!~alice@alice.example WALLOPS :tea at four");
    CHECK(carol.hears_nothing());
    CHECK(alice.hears_nothing());
    alice.says("WALLOPS :");
    CHECK(alice.hears() == ":irc.example 461 alice WALLOPS :Not enough parameters");
}

TEST_CASE("KLINE puts off who is there and who comes, until it is lifted")
{
    Conversation net(with_operators());
    auto alice = operates(net, "alice");
    auto bob = net.registers("bob");
    alice.says("KLINE ~b*@*.example :no robots");
    CHECK(alice.hears() == ":irc.example NOTICE alice :Added a K-line for *!~b*@*.example");
    CHECK(bob.hears() == "ERROR :Closing link: bob.example (Banned: no robots)");
    CHECK(bob.has_gone());
    auto again = net.connects("bob.example");
    again.says("NICK bob");
    again.says("USER bob 0 * :bob");
    CHECK(again.hears() == ":irc.example 465 bob :You are banned from this server: no robots");
    CHECK(again.has_gone());
    alice.says("STATS k");
    CHECK(alice.hears() == ":irc.example 216 alice K *!~b*@*.example * * :no robots");
    alice.forgets();
    alice.says("UNKLINE ~B*@*.example");
    CHECK(alice.hears() == ":irc.example NOTICE alice :Removed the K-line for *!~b*@*.example");
    CHECK(net.registers("bob").session() != nullptr);
    alice.says("UNKLINE ~b*@*.example");
    CHECK(alice.hears() == ":irc.example 400 alice UNKLINE :There is no such ban");
}

TEST_CASE("DLINE keeps ranges of addresses off, for a time")
{
    Conversation net(with_operators());
    auto alice = operates(net, "alice");
    alice.says("DLINE 10m 192.0.2.77/24 :storm");
    CHECK(alice.hears() == ":irc.example NOTICE alice :Added a D-line for 192.0.2.0/24 until "
                           "2023-11-14T22:23:20.000Z");
    auto bob = net.connects();
    bob.says("NICK bob");
    bob.says("USER bob 0 * :bob");
    CHECK(bob.hears() == ":irc.example 465 bob :You are banned from this server: storm");
    alice.says("PING x");
    net.passes(601s);
    CHECK(net.network().world().server_bans().all().empty());
    auto carol = net.connects();
    carol.says("NICK carol");
    carol.says("USER carol 0 * :carol");
    CHECK(carol.hears_about(" 001 ") != "");
}

TEST_CASE("times of bans: minutes, or weeks, days, hours and minutes")
{
    struct Try {
        const char* text;
        std::chrono::minutes time;
    };
    for (const Try& one :
         {Try{"90", 90min}, {"1d2h30m", 26h + 30min}, {"2W", 24h * 14}, {"0", 0min}}) {
        Conversation net(with_operators());
        auto alice = operates(net, "alice");
        alice.says(std::string("KLINE ") + one.text + " ~bob@* :no");
        REQUIRE(net.network().world().server_bans().all().size() == 1);
        const core::ServerBan& ban = net.network().world().server_bans().all().front();
        CHECK(ban.mask == "*!~bob@*");
        CHECK(ban.until == (one.time == 0min ? WallTime{} : ban.set_at + one.time));
    }
}

TEST_CASE("who comes in while a ban is put up is kept off as well")
{
    Conversation net(with_operators());
    auto alice = operates(net, "alice");
    auto bob = net.connects("bob.example");
    bob.says("NICK bob");
    alice.mutters("KLINE ~bob@* :no");
    bob.mutters("USER bob 0 * :bob");
    net.settle();
    CHECK(bob.hears() == ":irc.example 465 bob :You are banned from this server: no");
    CHECK(bob.has_gone());
}

TEST_CASE("what is no mask, no range or everybody is refused")
{
    Conversation net(with_operators());
    auto alice = operates(net, "alice");
    for (const char* wrong : {"KLINE *@*", "KLINE 10 *!*@*", "KLINE :", "DLINE host.example",
                              "DLINE 192.0.2.0/33", "DLINE 10m", "UNDLINE nonsense"}) {
        alice.says(wrong);
        CHECK(alice.hears().find(" 400 alice ") != std::string::npos);
        CHECK(alice.hears_nothing());
    }
}

TEST_CASE("server bans outlive a restart")
{
    core::ServerBan ban;
    ban.mask = "*!~bob@*";
    ban.reason = "no: not at all";
    FakeClock clock;
    auto journal = std::make_unique<store::MemoryJournal>(clock, "epoch");
    core::Entry entry;
    entry.kind = core::Kind::server_ban;
    entry.records.push_back({core::RecordChange::How::put, core::record_of(ban)});
    journal->propose(copy_of(entry));
    std::vector<core::Outcome> outcomes;
    REQUIRE(journal->take(outcomes));

    Conversation net(with_operators(), std::move(journal));
    CHECK(net.network().restore());
    auto bob = net.connects();
    bob.says("NICK bob");
    bob.says("USER bob 0 * :bob");
    CHECK(bob.hears() == ":irc.example 465 bob :You are banned from this server: no: not at all");
    auto alice = operates(net, "alice");
    alice.says("UNKLINE ~bob@*");
    CHECK(net.journal().records()->empty());
    CHECK_FALSE(core::read_ban({"ban", "k", "nonsense"}));
}

TEST_CASE("SAMODE changes modes as the server, whatever one's rank")
{
    Conversation net(with_operators());
    auto alice = operates(net, "alice");
    auto bob = net.joins("bob", "#hub");
    auto carol = net.joins("carol", "#hub");
    bob.forgets();
    alice.says("SAMODE #hub +qm-o carol bob");
    CHECK(bob.hears() == ":irc.example MODE #hub +qm-o carol bob");
    CHECK(alice.hears() == ":irc.example MODE #hub +qm-o carol bob");
    alice.says("SAMODE #hub +o nobody");
    CHECK(alice.hears() == ":irc.example 401 alice nobody :No such nick/channel");
    alice.says("SAMODE #nowhere +m");
    CHECK(alice.hears() == ":irc.example 403 alice #nowhere :No such channel");
    carol.forgets();
    carol.says("MODE #hub +a bob");
    CHECK(carol.hears() == ":carol!~carol@carol.example MODE #hub +a bob");
}

TEST_CASE("SAJOIN passes every door")
{
    Conversation net(with_operators());
    auto alice = operates(net, "alice");
    auto bob = net.joins("bob", "#hub");
    auto carol = net.registers("carol");
    bob.says("MODE #hub +ikl key 1");
    bob.forgets();
    alice.says("SAJOIN carol #hub");
    CHECK(carol.hears() == ":carol!~carol@carol.example JOIN #hub");
    CHECK(carol.hears().find(" 353 carol = #hub :") != std::string::npos);
    CHECK(bob.hears() == ":carol!~carol@carol.example JOIN #hub");
    CHECK(alice.hears_nothing());
    alice.says("SAJOIN #hub");
    CHECK(alice.hears() == ":alice!~alice@alice.example JOIN #hub");
    CHECK(alice.hears_about(" 366 ") != "");
    alice.says("SAJOIN nobody #hub");
    CHECK(alice.hears_about(" 401 ") != "");
    alice.says("SAJOIN carol nonsense");
    CHECK(alice.hears_about(" 476 ") != "");
}

TEST_CASE("REHASH is answered, and asks the program")
{
    struct Recording final : core::Maintenance {
        void rehash() override { ++times; }
        int times = 0;
    };
    Recording maintenance;
    Conversation net(with_operators());
    net.network().set_maintenance(maintenance);
    auto alice = operates(net, "alice");
    alice.says("REHASH");
    CHECK(alice.hears() == ":irc.example 382 alice hubbubd.toml :Rehashing");
    CHECK(maintenance.times == 1);
}

TEST_CASE("operators see real addresses, and STATS o")
{
    Conversation net(with_operators());
    auto alice = operates(net, "alice");
    auto bob = net.registers("bob");
    alice.says("WHOIS bob");
    CHECK(alice.hears_about(" 338 ").find("192.0.2.1") != std::string::npos);
    alice.says("STATS o");
    CHECK(alice.hears_about(" 243 ") == ":irc.example 243 alice O *!*@*.example * root 0 0");
    bob.says("STATS o");
    CHECK(bob.hears().find(" 481 ") != std::string::npos);
}

TEST_CASE("chghost: those with the capability get CHGHOST, the others a QUIT and a JOIN")
{
    Conversation net(with_operators());
    auto alice = operates(net, "alice");
    auto bob = net.joins("bob", "#hub", "chghost");
    auto carol = net.joins("carol", "#hub", "chghost");
    auto dave = net.joins("dave", "#hub");
    auto erin = net.joins("erin", "#hub", "extended-join");
    auto watcher = net.registers("watcher", "chghost extended-monitor");
    watcher.says("MONITOR + bob");
    bob.says("MODE #hub +v bob");
    for (auto* person : {&bob, &carol, &dave, &erin, &watcher}) {
        person->forgets();
    }
    alice.says("CHGHOST bob robert tea.example");
    CHECK(alice.hears_nothing());
    CHECK(bob.hears() == ":bob!~bob@bob.example CHGHOST robert tea.example");
    CHECK(bob.hears() == ":irc.example 396 bob tea.example :is now your visible host");
    CHECK(bob.hears_nothing());
    CHECK(carol.hears() == ":bob!~bob@bob.example CHGHOST robert tea.example");
    CHECK(carol.hears_nothing());
    CHECK(watcher.hears() == ":bob!~bob@bob.example CHGHOST robert tea.example");
    CHECK(dave.hears() == ":bob!~bob@bob.example QUIT :Changing host");
    CHECK(dave.hears() == ":bob!robert@tea.example JOIN #hub");
    CHECK(dave.hears() == ":irc.example MODE #hub +ov bob bob");
    CHECK(dave.hears_nothing());
    CHECK(erin.hears_about(" JOIN ") == ":bob!robert@tea.example JOIN #hub * :bob");
    bob.says("PRIVMSG #hub :hi");
    CHECK(carol.hears() == ":bob!robert@tea.example PRIVMSG #hub :hi");
    alice.says("CHGHOST bob robert tea.example"); // is that already
    CHECK((carol.hears_nothing() && erin.hears_about(" QUIT ").empty()));
    alice.says("CHGHOST bob bad!host");
    CHECK(alice.hears() == ":irc.example 400 alice CHGHOST :Not a host");
    alice.says("CHGHOST nobody host");
    CHECK(alice.hears().find(" 401 ") != std::string::npos);
}
