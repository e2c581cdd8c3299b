// SPDX-License-Identifier: MIT
#pragma once

#include "tui/model/model.h"

namespace hubbub::tui::input {

// Completes the word before the cursor: a /command at the start of the line, a room after "#",
// otherwise a nick, of those who spoke last first, with ": " at the start of the line. Pressed
// again, the next one that fits, or the one before.
enum class Onwards { yes, no };
void complete(model::Model& model, Onwards onwards = Onwards::yes);

} // namespace hubbub::tui::input
