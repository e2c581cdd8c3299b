// SPDX-License-Identifier: MIT
#include "tui/net/race.h"

#include "tests/support/catch.h"
#include "tests/support/fake_clock.h"

#include <string>

using namespace hubbub;
using namespace hubbub::tui::net;
using hubbub::net::Address;

namespace {

Addresses addresses(std::initializer_list<std::string_view> hosts)
{
    Addresses all;
    for (const std::string_view host : hosts) {
        all.push_back(*Address::from_host(host, 5000));
    }
    return all;
}

// A race on a clock that stands still, and what it has begun so far.
struct Course {
    tests::FakeClock clock;
    Race race{clock.now()};
    std::string begun;

    void offer(Family family, std::initializer_list<std::string_view> hosts)
    {
        race.offer(family, addresses(hosts), clock.now());
        go(0);
    }
    void go(int milliseconds)
    {
        clock.advance(Millis(milliseconds));
        for (const std::size_t attempt : race.advance(clock.now())) {
            begun += race.attempts()[attempt].to.host() + " ";
        }
    }
    void fail(std::size_t attempt)
    {
        race.failed(attempt, "refused", clock.now());
        go(0);
    }
    Millis until_due() const { return *race.due() - clock.now(); }
};

} // namespace

TEST_CASE("IPv6 and IPv4 are tried by turns, each 250 ms after the one before")
{
    Course course;
    course.offer(Family::six, {"2001:db8::1", "2001:db8::2", "2001:db8::3"});
    course.offer(Family::four, {"192.0.2.1"});
    CHECK(course.begun == "2001:db8::1 ");
    CHECK(course.until_due() == Millis(250));
    course.go(249);
    CHECK(course.begun == "2001:db8::1 ");
    course.go(1);
    CHECK(course.begun == "2001:db8::1 192.0.2.1 ");
    course.go(250);
    course.go(250);
    CHECK(course.begun == "2001:db8::1 192.0.2.1 2001:db8::2 2001:db8::3 ");
    CHECK(course.race.attempts()[3].at == Millis(750));
    Addresses all = by_turns(addresses({"::1", "::2", "::3"}), addresses({"127.0.0.1"}));
    REQUIRE(all.size() == 4);
    CHECK(all[1].host() == "127.0.0.1");
    CHECK(all[3].host() == "::3");
}

TEST_CASE("an attempt that fails lets the next begin at once")
{
    Course course;
    course.offer(Family::six, {"2001:db8::1"});
    course.offer(Family::four, {"192.0.2.1"});
    course.go(10);
    course.fail(0);
    CHECK(course.begun == "2001:db8::1 192.0.2.1 ");
    CHECK(course.race.attempts()[0].outcome == Attempt::Outcome::failed);
    CHECK(course.race.attempts()[0].why == "refused");
    CHECK(course.race.attempts()[0].took == Millis(10));
    CHECK_FALSE(course.race.is_lost());
    course.fail(1);
    CHECK(course.race.is_lost());
    CHECK_FALSE(course.race.due());
}

TEST_CASE("IPv4 alone waits 50 ms for IPv6, and no longer")
{
    Course course;
    course.offer(Family::four, {"192.0.2.1", "192.0.2.2"});
    CHECK(course.begun.empty());
    CHECK(course.until_due() == Millis(50));
    course.go(50);
    CHECK(course.begun == "192.0.2.1 ");
    course.go(20);
    course.offer(Family::six, {"2001:db8::1"}); // late, and next all the same
    course.go(230);
    CHECK(course.begun == "192.0.2.1 2001:db8::1 ");
}

TEST_CASE("IPv6 that comes within the 50 ms goes first; that there is none ends the waiting")
{
    Course in_time;
    in_time.offer(Family::four, {"192.0.2.1"});
    in_time.go(49);
    in_time.offer(Family::six, {"2001:db8::1"});
    CHECK(in_time.begun == "2001:db8::1 ");
    Course none;
    none.offer(Family::four, {"192.0.2.1"});
    none.go(1);
    none.offer(Family::six, {});
    CHECK(none.begun == "192.0.2.1 ");
}

TEST_CASE("IPv6 waits for nothing, and the race is not lost while IPv4 may come")
{
    Course course;
    course.offer(Family::six, {"2001:db8::1"});
    CHECK(course.begun == "2001:db8::1 ");
    course.fail(0);
    CHECK_FALSE(course.race.is_lost());
    course.offer(Family::four, {"192.0.2.1"});
    CHECK(course.begun == "2001:db8::1 192.0.2.1 ");
}

TEST_CASE("the first that connects wins and the others are overtaken")
{
    Course course;
    course.offer(Family::six, {"2001:db8::1"});
    course.offer(Family::four, {"192.0.2.1", "192.0.2.2"});
    course.go(250);
    course.go(5);
    course.race.connected(1, course.clock.now());
    CHECK(course.race.winner() == 1);
    CHECK(course.race.attempts()[1].outcome == Attempt::Outcome::won);
    CHECK(course.race.attempts()[1].took == Millis(5));
    CHECK(course.race.attempts()[0].outcome == Attempt::Outcome::overtaken);
    CHECK(course.race.attempts()[0].took == Millis(255));
    CHECK_FALSE(course.race.due());
    course.go(1000);
    CHECK(course.begun == "2001:db8::1 192.0.2.1 ");
}

TEST_CASE("after a winner that was no good, the race goes on with all the others, once")
{
    Course course;
    course.offer(Family::six, {"2001:db8::1"});
    course.offer(Family::four, {"192.0.2.1"});
    course.go(250);
    course.race.connected(1, course.clock.now());
    course.race.disqualify("no TLS", Race::Then::others, course.clock.now());
    course.go(0);
    CHECK(course.begun == "2001:db8::1 192.0.2.1 2001:db8::1 ");
    CHECK(course.race.attempts()[1].why == "no TLS");
    course.race.connected(2, course.clock.now());
    course.race.disqualify("no TLS", Race::Then::others, course.clock.now());
    course.go(250);
    CHECK(course.begun == "2001:db8::1 192.0.2.1 2001:db8::1 ");
    CHECK(course.race.is_lost());
}

TEST_CASE("what does not answer is given up after 10 s")
{
    Course course;
    course.offer(Family::six, {});
    course.offer(Family::four, {"192.0.2.1"});
    CHECK(course.until_due() == std::chrono::seconds(10));
    course.go(9999);
    CHECK_FALSE(course.race.is_lost());
    course.go(1);
    CHECK(course.race.attempts()[0].why == "it does not answer");
    CHECK(course.race.is_lost());
}

TEST_CASE("a winner that is to be spoken to otherwise is connected to again, before all others")
{
    Course course;
    course.offer(Family::six, {"2001:db8::1"});
    course.offer(Family::four, {"192.0.2.1"});
    course.race.connected(0, course.clock.now());
    course.race.disqualify("it speaks no TLS", Race::Then::same_again, course.clock.now());
    course.go(0);
    CHECK(course.begun == "2001:db8::1 2001:db8::1 ");
    CHECK(course.race.attempts()[0].outcome == Attempt::Outcome::failed);
}
