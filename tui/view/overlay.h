// SPDX-License-Identifier: MIT
// What /help and /keys show over the scrollback.
#pragma once

#include "tui/model/model.h"
#include "tui/view/layout.h"
#include "tui/view/wrap.h"

#include <vector>

namespace hubbub::tui::view {

// Its lines, broken so that each row fits the pane.
std::vector<Row> overlay_rows(const model::Model& model, const Layout& layout);

// The row that is at the top after moving by so many; up is positive.
std::size_t move_overlay(const model::Model& model, const Layout& layout, int rows);

} // namespace hubbub::tui::view
