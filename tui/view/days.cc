// SPDX-License-Identifier: MIT
#include "tui/view/days.h"

#include <array>
#include <ctime>

namespace hubbub::tui::view {

namespace {

std::tm local(WallTime time)
{
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    std::tm parts{};
    localtime_r(&seconds, &parts);
    return parts;
}

} // namespace

std::string clock_of(WallTime time)
{
    const std::tm parts = local(time);
    std::array<char, 16> text{};
    std::strftime(text.data(), text.size(), "%H:%M", &parts);
    return text.data();
}

std::string date_of(WallTime time)
{
    const std::tm parts = local(time);
    std::array<char, 64> text{};
    std::strftime(text.data(), text.size(), "%A, %e %B %Y", &parts);
    return text.data();
}

bool same_day(WallTime a, WallTime b)
{
    const std::tm x = local(a);
    const std::tm y = local(b);
    return x.tm_year == y.tm_year && x.tm_yday == y.tm_yday;
}

} // namespace hubbub::tui::view
