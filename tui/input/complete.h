// SPDX-License-Identifier: MIT
#pragma once

#include "tui/model/model.h"

namespace hubbub::tui::input {

// Completes the word before the cursor: a /command at the start of the line, a room after "#",
// otherwise a nick, of those who spoke last first, with ": " at the start of the line. Pressed
// again, the next one that fits.
void complete(model::Model& model);

} // namespace hubbub::tui::input
