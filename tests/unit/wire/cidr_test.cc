// SPDX-License-Identifier: MIT
#include "wire/cidr.h"

#include "tests/support/catch.h"

using hubbub::wire::Cidr;

TEST_CASE("a range contains its addresses and no others")
{
    const auto range = Cidr::parse("192.0.2.77/24");
    REQUIRE(range);
    CHECK(range->text() == "192.0.2.0/24");
    CHECK(range->contains("192.0.2.1"));
    CHECK(range->contains("::ffff:192.0.2.255"));
    CHECK_FALSE(range->contains("192.0.3.1"));
    CHECK_FALSE(range->contains("2001:db8::1"));
    CHECK_FALSE(range->contains("unix"));

    const auto wide = Cidr::parse("2001:DB8::1/33");
    REQUIRE(wide);
    CHECK(wide->text() == "2001:db8::/33");
    CHECK(wide->contains("2001:db8:7fff::"));
    CHECK_FALSE(wide->contains("2001:db8:8000::"));
}

TEST_CASE("an address alone is the range of one")
{
    for (const char* text : {"192.0.2.1", "192.0.2.1/32", "::ffff:192.0.2.1", "2001:db8::1"}) {
        const auto one = Cidr::parse(text);
        REQUIRE(one);
        CHECK(one->text().find('/') == std::string::npos);
    }
    CHECK(Cidr::parse("192.0.2.1")->contains("192.0.2.1"));
    CHECK_FALSE(Cidr::parse("192.0.2.1")->contains("192.0.2.2"));
    CHECK(Cidr::parse("0.0.0.0/0")->contains("203.0.113.9"));
    CHECK_FALSE(Cidr::parse("0.0.0.0/0")->contains("2001:db8::1"));
}

TEST_CASE("ranges that are equal have one key, and no others")
{
    const auto key = [](const char* text) { return Cidr::parse(text)->key(); };
    CHECK(key("192.0.2.77/24") == key("192.0.2.0/24"));
    CHECK(key("::ffff:192.0.2.77/120") == key("192.0.2.0/24"));
    CHECK(key("192.0.2.0/24") != key("192.0.3.0/24"));
    CHECK(key("192.0.2.0/24") != key("192.0.2.0/25"));
    CHECK(key("2001:db8::1/64") == key("2001:db8::2/64"));
    CHECK(key("2001:db8::/64") != key("2001:db8:0:1::/64"));
}

TEST_CASE("what is no range is none")
{
    for (const char* text : {"", "/", "host", "192.0.2.0/33", "192.0.2.0/", "192.0.2.0/-1",
                             "2001:db8::/129", "192.0.2", "192.0.2.0/8/8"}) {
        CHECK_FALSE(Cidr::parse(text));
    }
}
