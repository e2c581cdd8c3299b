// SPDX-License-Identifier: MIT
#include "tui/view/days.h"

#include "base/calendar.h"

namespace hubbub::tui::view {

std::string date_of(WallTime time)
{
    return write_time(time, "%A, %e %B %Y");
}

bool same_day(WallTime a, WallTime b)
{
    const std::tm x = calendar_of(a);
    const std::tm y = calendar_of(b);
    return x.tm_year == y.tm_year && x.tm_yday == y.tm_yday;
}

} // namespace hubbub::tui::view
