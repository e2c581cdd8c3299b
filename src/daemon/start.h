// SPDX-License-Identifier: MIT
#pragma once

namespace hubbub::daemon {

struct CommandLine;

// Reads the configuration, opens what is needed, serves. The exit status: 0 for a server that was
// asked to stop, 1 for one that could not start, 2 for a configuration with mistakes.
int start(const CommandLine& line);

} // namespace hubbub::daemon
