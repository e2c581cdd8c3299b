// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"

namespace hubbub::tui::term {

// Whether the terminal that TERM names can show a full screen; if not, one sentence that says why
// and what to do.
Result<void> check_terminal();

} // namespace hubbub::tui::term
