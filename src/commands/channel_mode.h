// SPDX-License-Identifier: MIT
// Reading and proposing changes of a channel's modes, for MODE and SAMODE.
#pragma once

#include "commands/context.h"

#include <string>

namespace hubbub::commands {

struct ModeWish {
    bool forced = false; // an operator of the server wishes it: nobody's rank counts
};

// "+ov-l alice bob" from the second parameter on: what is wrong is answered, what is right is
// proposed, lists are shown.
void change_modes(Context& context, const core::Channel& channel, ModeWish wish);

// Unix time.
std::string seconds_of(WallTime time);

} // namespace hubbub::commands
