// SPDX-License-Identifier: MIT
// hubbub without a screen: on a terminal, or as a pipe.
#pragma once

#include "base/clock.h"
#include "net/loop.h"
#include "tui/network_options.h"

namespace hubbub::tui {

// --plain on a terminal: speaks the plain line mode with hubbubd, and with any server that just
// passes bytes on. What arrives is shown as lines, what is typed is sent as lines. The exit status.
int run_plain(hubbub::net::Loop& loop, const Clock& clock, const NetworkOptions& options);

// No terminal: lines from stdin are said in the room, what is said there is printed. The exit
// status: 0 when all lines are stored, 1 when the server cannot be reached or a line was refused.
int run_pipe(hubbub::net::Loop& loop, const Clock& clock, const NetworkOptions& options);

} // namespace hubbub::tui
