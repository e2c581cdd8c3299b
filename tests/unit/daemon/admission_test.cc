// SPDX-License-Identifier: MIT
#include "daemon/admission.h"
#include "tests/support/catch.h"

#include <chrono>
#include <string>

using namespace hubbub;
using namespace hubbub::daemon;

namespace {

struct Door {
    Admission admission;
    AdmissionLimits limits{0, 0, 0, 0, 0, {}};
    Instant now{};
    std::size_t registered = 0;

    // "in", or why not.
    std::string lets_in(const std::string& address)
    {
        const auto why = admission.enter(limits, address, registered, now);
        return why ? std::string(turned_away_names[static_cast<std::size_t>(*why)]) : "in";
    }
};

} // namespace

TEST_CASE("an address has so many connections at one time, and an IPv6 /64 is one address")
{
    Door door;
    door.limits.per_address = 2;
    CHECK(door.lets_in("192.0.2.1") == "in");
    CHECK(door.lets_in("192.0.2.1") == "in");
    CHECK(door.lets_in("192.0.2.1") == "too_many");
    CHECK(door.lets_in("::ffff:192.0.2.1") == "too_many");
    CHECK(door.lets_in("192.0.2.2") == "in");
    door.admission.leave("192.0.2.1");
    CHECK(door.lets_in("192.0.2.1") == "in");
    CHECK(door.lets_in("2001:db8::1") == "in");
    CHECK(door.lets_in("2001:db8::2") == "in");
    CHECK(door.lets_in("2001:db8::3") == "too_many");
    CHECK(door.lets_in("2001:db8:0:1::3") == "in");
    CHECK(door.lets_in("unix") == "in");
}

TEST_CASE("a network has so many connections, whatever their addresses")
{
    Door door;
    door.limits.per_network = 2;
    CHECK(door.lets_in("192.0.2.1") == "in");
    CHECK(door.lets_in("192.0.2.2") == "in");
    CHECK(door.lets_in("192.0.2.3") == "too_many");
    CHECK(door.lets_in("192.0.3.3") == "in");
    CHECK(door.lets_in("2001:db8:7:1::") == "in");
    CHECK(door.lets_in("2001:db8:7:2::") == "in");
    CHECK(door.lets_in("2001:db8:7:3::") == "too_many");
}

TEST_CASE("the server has so many connections, and so many of people who are nobody yet")
{
    Door door;
    door.limits.connections = 3;
    door.limits.unregistered = 2;
    CHECK(door.lets_in("192.0.2.1") == "in");
    CHECK(door.lets_in("192.0.2.2") == "in");
    CHECK(door.lets_in("192.0.2.3") == "full");
    door.registered = 1;
    CHECK(door.lets_in("192.0.2.3") == "in");
    door.registered = 3;
    CHECK(door.lets_in("192.0.2.4") == "full");
    door.admission.leave("192.0.2.1");
    CHECK(door.lets_in("192.0.2.4") == "in");
}

TEST_CASE("an address connects so often in a minute")
{
    Door door;
    door.limits.per_minute = 2;
    for (const char* outcome : {"in", "in", "too_often"}) {
        CHECK(door.lets_in("192.0.2.1") == outcome);
    }
    door.now += std::chrono::seconds(61);
    CHECK(door.lets_in("192.0.2.1") == "in");
}

TEST_CASE("who is exempt may come as often and as many as the server holds")
{
    Door door;
    door.limits = {4, 0, 1, 1, 1, {*wire::Cidr::parse("192.0.2.0/24")}};
    for (int i = 0; i < 4; ++i) {
        CHECK(door.lets_in("192.0.2.1") == "in");
    }
    CHECK(door.lets_in("192.0.2.1") == "full");
}
