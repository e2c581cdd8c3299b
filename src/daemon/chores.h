// SPDX-License-Identifier: MIT
// What hubbubd does besides serving: hubbubd hash, hubbubd account.
#pragma once

#include "daemon/command_line.h"
#include "daemon/config.h"

namespace hubbub::daemon {

// Requires: line.chore is set. The exit status: 0, or 1 with a sentence on standard error.
int run_chore(const CommandLine& line, const Config& config);

} // namespace hubbub::daemon
