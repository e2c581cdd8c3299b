// SPDX-License-Identifier: MIT
// The line that is typed in, or the question that is open, with the cursor. A password shows as
// dots.
#pragma once

#include "tui/model/model.h"
#include "tui/view/frame.h"
#include "tui/view/layout.h"

namespace hubbub::tui::view {

// Scrolled sideways so that the cursor is seen.
void draw_input(Frame& frame, const Rect& whole, const model::Model& model);

} // namespace hubbub::tui::view
