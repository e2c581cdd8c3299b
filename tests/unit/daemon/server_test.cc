// SPDX-License-Identifier: MIT
// The server as it is run, in this process, turn by turn: what it does when the loop has slept, and
// what it allows one client before the others have their share.
#include "daemon/server.h"

#include "store/memory_journal.h"
#include "tests/support/catch.h"
#include "tests/support/fake_clock.h"
#include "tests/support/meeting.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

using namespace hubbub;
using namespace std::chrono_literals;

namespace {

class Caller {
  public:
    explicit Caller(tests::Meeting& at) : fd_(at.call()) {}
    ~Caller() { close(fd_); }
    Caller(const Caller&) = delete;
    Caller& operator=(const Caller&) = delete;

    void says(const std::string& line) { sends(line + "\r\n"); }
    void sends(const std::string& bytes)
    {
        REQUIRE(send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
                static_cast<ssize_t>(bytes.size()));
    }
    // All that has come since the last time.
    std::string hears()
    {
        std::string all;
        std::array<char, 16384> some{};
        for (ssize_t got = 0; (got = recv(fd_, some.data(), some.size(), MSG_DONTWAIT)) > 0;) {
            all.append(some.data(), static_cast<std::size_t>(got));
        }
        return all;
    }

  private:
    int fd_;
};

struct House {
    tests::FakeClock clock;
    net::Loop loop;
    store::MemoryJournal journal{clock, "epoch"};
    daemon::ProcessFacts process;
    daemon::Server server;
    tests::Meeting meeting;

    explicit House(const core::Settings& settings)
        : server({loop, clock, journal, process, {}, [] { return std::nullopt; }},
                 config_of(settings))
    {
        diag::set_level(diag::Level::error);
        REQUIRE(server.adopt(meeting.fd));
    }

    static daemon::Config config_of(const core::Settings& settings)
    {
        daemon::Config config;
        config.settings = settings;
        config.settings.throttle.commands_per_second = 0;
        config.admission.per_address = 0;
        return config;
    }
    void turns(int count)
    {
        for (; count > 0; --count) {
            server.turn(net::Loop::Wait::not_at_all);
            server.network().world().check_invariants();
        }
    }
    std::unique_ptr<Caller> enters(const std::string& nick)
    {
        auto caller = std::make_unique<Caller>(meeting);
        caller->says("NICK " + nick + "\r\nUSER " + nick + " 0 * :" + nick);
        turns(4);
        caller->says("JOIN #lobby");
        turns(4);
        REQUIRE(caller->hears().find(" 366 ") != std::string::npos);
        return caller;
    }
    // Seconds in which the loop runs as it should.
    void passes(std::chrono::seconds time)
    {
        for (; time > 0s; time -= 1s) {
            clock.advance(1s);
            server.tick();
            turns(2);
        }
    }
    bool has(std::string_view nick) { return server.network().world().find_user(nick) != nullptr; }
};

// Two who talk by turns, a line each time that the loop has looked who has something to say: it is
// read when the loop looks again.
class Chatter {
  public:
    explicit Chatter(House& house) : house_(house) {}

    void go_on_for(std::size_t lines)
    {
        left_ = lines;
        house_.loop.post([this] { say(); });
    }
    Millis pause{}; // that each line takes

  private:
    void say()
    {
        if (left_ == 0) {
            return;
        }
        house_.clock.advance(pause);
        (--left_ % 2 == 0 ? one_ : other_)->says("PRIVMSG #lobby :and more");
        house_.loop.post([this] { say(); });
    }

    House& house_;
    std::unique_ptr<Caller> one_ = house_.enters("one");
    std::unique_ptr<Caller> other_ = house_.enters("other");
    std::size_t left_ = 0;
};

core::Settings impatient()
{
    core::Settings settings;
    settings.timeouts.ping = 6s;
    settings.timeouts.pong = 6s;
    settings.timeouts.registration = 6s;
    return settings;
}

std::size_t count(std::string_view text, std::string_view what)
{
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != std::string_view::npos;
         at = text.find(what, at + what.size())) {
        ++found;
    }
    return found;
}

} // namespace

TEST_CASE("whose answer lies unread while the loop sleeps is not timed out")
{
    House house(impatient());
    const auto alice = house.enters("alice");
    const auto silent = house.enters("silent");
    Caller newcomer(house.meeting);
    newcomer.says("NICK new");
    house.turns(4);
    house.passes(7s);
    CHECK(alice->hears().find("PING") != std::string::npos);
    CHECK(newcomer.hears().find("ERROR") != std::string::npos);

    Caller late(house.meeting);
    late.says("NICK late");
    house.turns(4);
    for (int i = 0; i < 3; ++i) {
        alice->says("PONG :x");
        house.clock.advance(10s);
        house.server.tick(); // before a byte is read: the worst order there is
        house.turns(2);
        CHECK(house.has("alice"));
        CHECK(house.has("silent"));
        CHECK(late.hears().find("ERROR") == std::string::npos);
    }
    alice->says("PONG :x");
    house.passes(7s);
    CHECK(house.has("alice"));
    CHECK_FALSE(house.has("silent")); // who was silent while the loop ran
    CHECK(late.hears().find("ERROR") != std::string::npos);
}

TEST_CASE("who is not yet known has the time that the loop has slept, and no more")
{
    core::Settings settings;
    settings.timeouts.registration = 1ms;
    House house(settings);
    Caller slow(house.meeting);
    slow.sends("NI");
    for (int i = 0; i < 4; ++i) { // of which one reads it
        house.turns(1);
        house.clock.advance(10s);
    }
    house.server.turn(net::Loop::Wait::for_events);
    CHECK(slow.hears().empty());
    house.server.turn(net::Loop::Wait::for_events);
    CHECK(slow.hears().find("took too long") != std::string::npos);
}

TEST_CASE("so many lines of one client are handled before the others have theirs")
{
    core::Settings settings;
    settings.limits.turn_lines = 7;
    House house(settings);
    const auto alice = house.enters("alice");
    const auto bob = house.enters("bob");
    constexpr std::size_t all = 200;
    std::string many;
    for (std::size_t i = 0; i < all; ++i) {
        many += "PING :a\r\n";
    }
    alice->says(many + "PING :last");
    bob->says("PING :b");
    house.turns(1);
    CHECK(count(alice->hears(), " PONG ") <= 14); // her share, the others', and hers again
    CHECK(count(bob->hears(), " PONG ") == 1);
    house.turns(static_cast<int>(all / 7) + 2);
    CHECK(alice->hears().ends_with(":last\r\n"));
}

TEST_CASE("a room of any size hears each line once, and who has just gone does not matter")
{
    House house({});
    const auto alice = house.enters("alice");
    std::vector<std::unique_ptr<Caller>> others;
    for (int i = 0; i < 50; ++i) { // some lots, and not a whole one at the end
        others.push_back(house.enters("p" + std::to_string(i)));
    }
    for (const auto& other : others) {
        other->hears();
    }
    others.erase(others.begin() + 20); // its socket is closed, and nobody knows yet
    alice->says("PRIVMSG #lobby :one\r\nPRIVMSG #lobby :two");
    house.turns(2);
    for (const auto& other : others) {
        const std::string heard = other->hears();
        const std::size_t one = heard.find(" PRIVMSG #lobby :one\r\n");
        CHECK(one < heard.find(" PRIVMSG #lobby :two\r\n"));
        CHECK(count(heard, " PRIVMSG ") == 2);
        CHECK(count(heard, " QUIT ") == 1);
    }
    CHECK_FALSE(house.has("p20"));
}

TEST_CASE("what is said while others are read goes out with it")
{
    House house({});
    const auto alice = house.enters("alice");
    const auto carol = house.enters("carol");
    Chatter chatter(house);
    alice->hears();
    carol->hears();
    chatter.go_on_for(3);
    alice->says("PRIVMSG #lobby :first");
    house.turns(1);
    CHECK(count(carol->hears(), " PRIVMSG #lobby :") == 4);
    CHECK(count(alice->hears(), " PRIVMSG #lobby :and more") == 3);
}

TEST_CASE("a turn ends though there is no end to what is said")
{
    House house({});
    const auto alice = house.enters("alice");
    Chatter chatter(house);
    alice->hears();
    chatter.go_on_for(1000);
    alice->says("PRIVMSG #lobby :first");
    house.turns(1);
    CHECK(count(alice->hears(), " PRIVMSG #lobby :") == 63); // and its own is no news to it

    chatter.pause = 1ms; // a turn that lasts
    house.turns(1);
    CHECK(count(alice->hears(), " PRIVMSG #lobby :") == 1);
}

TEST_CASE("when all queues together are full those furthest behind are let go, and nobody else")
{
    core::Settings settings;
    settings.limits.send_queues = 200'000;
    House house(settings);
    const auto alice = house.enters("alice");
    const auto bob = house.enters("bob");
    std::vector<std::unique_ptr<Caller>> stalled;
    for (int i = 0; i < 5; ++i) {
        stalled.push_back(house.enters("s" + std::to_string(i)));
    }
    bob->hears();
    constexpr std::size_t lines = 6'000;
    std::string heard;
    std::size_t most = 0;
    for (std::size_t i = 0; i < lines; ++i) {
        alice->says("PRIVMSG #lobby :" + std::to_string(i) + " " + std::string(300, '.'));
        house.turns(1);
        most = std::max(most, house.server.facts().queued);
        heard += bob->hears();
        alice->hears();
    }
    house.turns(3);
    heard += bob->hears();
    CHECK(most > 150'000);
    CHECK(most < 210'000); // it is seen at the end of the turn
    for (int i = 0; i < 5; ++i) {
        CHECK_FALSE(house.has("s" + std::to_string(i)));
    }
    CHECK(house.has("bob"));
    CHECK(count(heard, " QUIT :Send queue exceeded") == 5);
    std::size_t at = 0;
    for (std::size_t i = 0; i < lines && at != std::string::npos; ++i) {
        at = heard.find(" PRIVMSG #lobby :" + std::to_string(i) + " ", at);
    }
    CHECK(at != std::string::npos);
    CHECK(count(heard, " PRIVMSG ") == lines);
    CHECK(house.server.facts().traffic.at(daemon::DoorKind::irc).slow_readers == 5);
}
