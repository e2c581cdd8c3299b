// SPDX-License-Identifier: MIT
#include "base/calendar.h"

#include <array>

namespace hubbub {

// system_clock::to_time_t() would count in nanoseconds, which do not reach the year 2263.
std::tm calendar_of(WallTime time, Zone zone)
{
    const std::time_t seconds =
        std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
    std::tm parts{};
    zone == Zone::utc ? gmtime_r(&seconds, &parts) : localtime_r(&seconds, &parts);
    return parts;
}

std::string write_time(WallTime time, const char* format, Zone zone)
{
    const std::tm parts = calendar_of(time, zone);
    std::array<char, 256> text{};
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" // it is a person's: any format makes some text
    const std::size_t size = std::strftime(text.data(), text.size(), format, &parts);
#pragma GCC diagnostic pop
    return {text.data(), size};
}

} // namespace hubbub
