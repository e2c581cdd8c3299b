// SPDX-License-Identifier: MIT
#include "tui/view/days.h"

#include "base/calendar.h"

#include <chrono>
#include <cstdint>
#include <ratio>

namespace hubbub::tui::view {

std::string date_of(WallTime time)
{
    return write_time(time, "%A, %e %B %Y");
}

bool same_day(WallTime a, WallTime b)
{
    // What all zones of our days differ by: most lines come soon after the one before.
    using Quarter = std::chrono::duration<std::int64_t, std::ratio<15 * 60>>;
    if (std::chrono::floor<Quarter>(a) == std::chrono::floor<Quarter>(b)) {
        return true;
    }
    const std::tm x = calendar_of(a);
    const std::tm y = calendar_of(b);
    return x.tm_year == y.tm_year && x.tm_yday == y.tm_yday;
}

} // namespace hubbub::tui::view
