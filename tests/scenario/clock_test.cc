// SPDX-License-Identifier: MIT
// Clocks that are wrong: the calendar jumps both ways, and the loop sleeps through seconds. What is
// said keeps its order, and nobody is sent away for what was no fault of theirs.
#include "tests/support/catch.h"
#include "tests/support/conversation.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <vector>

using namespace hubbub;
using namespace hubbub::tests;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view caps =
    "server-time message-tags echo-message batch draft/chathistory hubbub.chat/resend";
constexpr Millis day = 24h;

void jumps(Conversation& net, Millis how_far)
{
    net.clock().set_wall(net.clock().wall() + how_far);
    net.passes(1s);
}

std::string tag(const std::string& line, const std::string& key)
{
    const std::size_t at = line.find(key + "=");
    REQUIRE(at != std::string::npos);
    const std::size_t start = at + key.size() + 1;
    return line.substr(start, line.find_first_of("; ", start) - start);
}

// The loop does not run for so long.
void stalls(Conversation& net, Millis time)
{
    net.clock().advance(time);
    net.network().overslept(time);
    net.network().tick();
    net.settle();
}

core::Settings impatient()
{
    core::Settings settings = Conversation::quiet_settings();
    settings.timeouts.ping = 6s;
    settings.timeouts.pong = 6s;
    settings.timeouts.registration = 6s;
    return settings;
}

} // namespace

TEST_CASE("whichever way the calendar jumps, times only increase and history has the order")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub", caps);
    std::vector<std::string> times;
    std::set<std::string> ids;
    std::vector<std::string> said;
    for (const Millis jump : {Millis(0), -day, Millis(0), 2 * day, -day, Millis(-3600'000),
                              400 * day, -500 * day, day}) {
        jumps(net, jump);
        for (int i = 0; i < 3; ++i) {
            said.push_back("line " + std::to_string(said.size()));
            alice.says("PRIVMSG #hub :" + said.back());
            const std::string line = alice.hears();
            CHECK(line.ends_with(" PRIVMSG #hub :" + said.back()));
            times.push_back(tag(line, "time"));
            ids.insert(tag(line, "msgid"));
        }
        CHECK(alice.hears_nothing()); // nor was anybody asked whether they are there
    }
    CHECK(std::adjacent_find(times.begin(), times.end(), std::greater_equal<>()) == times.end());
    CHECK(ids.size() == said.size());

    alice.says("CHATHISTORY LATEST #hub * 100");
    std::vector<std::string> stored;
    for (const std::string& line : alice.hears_all()) {
        const std::size_t at = line.find(" PRIVMSG #hub :");
        if (at != std::string::npos) {
            stored.push_back(line.substr(at + 15));
        }
    }
    CHECK(stored == said);
}

TEST_CASE("a calendar that jumps times nobody out and makes nobody faster")
{
    core::Settings settings = Conversation::quiet_settings();
    settings.throttle.commands_per_second = 1;
    settings.throttle.burst = 5;
    Conversation net(settings);
    auto silent = net.registers("silent");
    auto newcomer = net.connects();
    auto alice = net.registers("alice");
    for (int i = 0; i < 20; ++i) {
        alice.says("PING " + std::to_string(i));
    }
    alice.forgets();
    for (const Millis jump : {day, -2 * day, 400 * day, -400 * day}) {
        net.clock().set_wall(net.clock().wall() + jump);
        net.network().tick();
        net.settle();
        alice.says("PING more");
        CHECK(alice.hears_nothing());
        CHECK(silent.hears_nothing());
        CHECK_FALSE(newcomer.has_gone());
    }
    net.passes(3s);
    CHECK(alice.hears_all().size() == 3);
}

TEST_CASE("a ban is not over because the calendar was wrong for a moment")
{
    core::Settings settings = Conversation::quiet_settings();
    core::OperatorBlock root_block{"root", "secret", "*!*@*", {}};
    core::add_privilege("all", root_block.privileges);
    settings.operators.push_back(root_block);
    settings.timeouts.ping = Millis(0); // root stays
    Conversation net(settings);
    auto root = net.registers("root");
    root.says("OPER root secret");
    root.says("KLINE 60 *@evil.example :enough");
    const auto is_banned = [&](const std::string& nick) {
        auto eve = net.connects("evil.example");
        eve.says("NICK " + nick);
        eve.says("USER eve 0 * :eve");
        const bool banned = eve.hears_about(" 465 ") != "";
        eve.hangs_up();
        return banned;
    };
    REQUIRE(is_banned("eve1"));
    jumps(net, 30 * day);
    CHECK(is_banned("eve2"));
    jumps(net, -30 * day);
    net.passes(30min);
    CHECK(is_banned("eve3"));
    net.passes(31min);
    CHECK_FALSE(is_banned("eve4"));

    root.says("KLINE 60 *@evil.example :enough");
    jumps(net, -day);
    CHECK(is_banned("eve5"));
    jumps(net, day);
    CHECK(is_banned("eve6"));
    net.passes(25h);
    CHECK_FALSE(is_banned("eve7"));
}

TEST_CASE("what was sent is known again after a jump, and not said twice")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub", caps);
    auto bob = net.joins("bob", "#hub");
    const std::string once = "@hubbub.chat/id=0123456789abcdef PRIVMSG #hub :once";
    alice.says(once);
    CHECK(bob.hears().ends_with(" PRIVMSG #hub :once"));
    for (const Millis jump : {3 * day, -400 * day, 397 * day}) {
        jumps(net, jump);
        alice.says(once);
        CHECK(bob.hears_nothing());
    }
}

TEST_CASE("what people are told of times makes sense when the calendar steps back")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub");
    alice.says("PRIVMSG #hub :hello");
    jumps(net, -day);
    alice.forgets();
    alice.says("WHOIS alice alice");
    CHECK(alice.hears_about(" 317 ").find(" 317 alice alice 0 ") != std::string::npos);
    alice.says("STATS u");
    CHECK(alice.hears_about(" 242 ").find("Server Up 0 days 0:00:0") != std::string::npos);
    alice.says("LIST T<10");
    CHECK(alice.hears_about(" 323 ") != "");
}

TEST_CASE("nobody is timed out who could not be heard while the loop slept")
{
    Conversation net(impatient());
    auto alice = net.registers("alice");
    auto newcomer = net.connects();
    net.passes(5s);
    stalls(net, 10s);
    stalls(net, 10s); // and at once again
    CHECK_FALSE(alice.has_gone());
    CHECK_FALSE(newcomer.has_gone());

    net.passes(2s); // silent for longer than six seconds that count
    CHECK(newcomer.has_gone());
    CHECK(alice.hears().find("PING") != std::string::npos);
    stalls(net, 10s); // asked, and the answer could not be read
    CHECK_FALSE(alice.has_gone());
    alice.says("PONG :irc.example");
    net.passes(5s);
    CHECK_FALSE(alice.has_gone());

    net.passes(2s); // asked again
    net.passes(7s); // and really silent
    CHECK(alice.has_gone());
}

TEST_CASE("after a long sleep nobody may send more than a bucket holds")
{
    core::Settings settings = Conversation::quiet_settings();
    settings.throttle.commands_per_second = 10;
    settings.throttle.burst = 40;
    Conversation net(settings);
    auto alice = net.registers("alice");
    stalls(net, 3600s);
    alice.forgets();
    for (int i = 0; i < 200; ++i) {
        alice.mutters("PING " + std::to_string(i));
    }
    net.settle();
    const std::size_t at_once = alice.hears_all().size();
    CHECK(at_once > 0);
    CHECK(at_once <= 40);
}
