// SPDX-License-Identifier: MIT
// Times as people here read them.
#pragma once

#include "base/clock.h"

#include <string>

namespace hubbub::tui::view {

std::string date_of(WallTime time); // "Monday, 23 November 2026"
bool same_day(WallTime a, WallTime b);

} // namespace hubbub::tui::view
