// SPDX-License-Identifier: MIT
// hubbub --dns: how a name is looked up, told on standard output.
#pragma once

#include "base/clock.h"
#include "net/loop.h"
#include "tui/options.h"

namespace hubbub::tui {

// The exit status: 0, or 1 where there is no address or, with a port, no way to any of them.
int run_dns(hubbub::net::Loop& loop, const Clock& clock, const Options& options);

} // namespace hubbub::tui
