// SPDX-License-Identifier: MIT
// Programs of the person's, run beside ours: without a shell, and apart from our terminal, which
// they could only spoil. What the person wants said to them are arguments, never a command line.
#pragma once

#include "base/result.h"

#include <sys/types.h>

#include <string>
#include <vector>

namespace hubbub::tui {

// Starts it in a session of its own, with our usual signals and nothing to read; its output goes to
// that file descriptor, or nowhere if that is negative. The process, whose end is the caller's to
// wait for; the error is why there is none.
Result<pid_t> start_apart(const std::vector<std::string>& command, int output = -1);

} // namespace hubbub::tui
