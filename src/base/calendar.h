// SPDX-License-Identifier: MIT
// Calendar time for people, in the words of strftime(3).
#pragma once

#include "base/clock.h"

#include <ctime>
#include <string>

namespace hubbub {

enum class Zone { here, utc };

// Year, month, day and so on; right for any time that WallTime can hold.
std::tm calendar_of(WallTime time, Zone zone = Zone::here);

// Empty where the format makes nothing, or more than 256 bytes.
std::string write_time(WallTime time, const char* format, Zone zone = Zone::here);

} // namespace hubbub
