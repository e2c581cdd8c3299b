// SPDX-License-Identifier: MIT
// Colours as a terminal with fewer of them has them.
#pragma once

#include "tui/view/color.h"

namespace hubbub::tui::term {

// A terminal's count of colours when it takes exact ones.
inline constexpr int true_colors = 1 << 24;

struct Inks {
    view::Color ink;
    view::Color ground;
    friend bool operator==(Inks, Inks) = default;
};

// The nearest of so many colours, which still differ from each other. Those of the palette that the
// terminal has stay as they are. Requires: count is at least 8.
Inks nearest(Inks wanted, int count);

} // namespace hubbub::tui::term
