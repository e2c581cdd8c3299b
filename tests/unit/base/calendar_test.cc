// SPDX-License-Identifier: MIT
#include "base/calendar.h"

#include "tests/support/catch.h"

using namespace hubbub;

TEST_CASE("a time is written as a calendar has it, in either zone")
{
    const WallTime time{Millis(1'700'000'000'999)};
    CHECK(write_time(time, "%Y-%m-%d %H:%M:%S", Zone::utc) == "2023-11-14 22:13:20");
    CHECK(calendar_of(WallTime{Millis(-1)}, Zone::utc).tm_year == 69); // before 1970
    CHECK_FALSE(write_time(time, "%A").empty());
}

TEST_CASE("times of other centuries, as a server may tell them, are no trouble")
{
    CHECK(write_time(WallTime{Millis(-30'199'996'800'000)}, "%Y", Zone::utc) == "1013");
    CHECK(write_time(WallTime{Millis(253'402'300'799'000)}, "%Y", Zone::utc) == "9999");
}

TEST_CASE("a format that makes nothing, or too much, gives nothing")
{
    CHECK(write_time(WallTime{}, "").empty());
    CHECK(write_time(WallTime{}, std::string(300, 'x').c_str()).empty());
}
