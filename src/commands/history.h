// SPDX-License-Identifier: MIT
#pragma once

#include "core/network.h"

#include <cstdint>

namespace hubbub::commands {

// For clients that cannot ask: the last lines of a room, right after they joined it.
void replay_recent(core::Network& network, core::Session& session, const core::Channel& channel,
                   std::uint32_t answer);

} // namespace hubbub::commands
