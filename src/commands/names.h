// SPDX-License-Identifier: MIT
#pragma once

#include "core/network.h"

namespace hubbub::commands {

// RPL_NAMREPLY in as many lines as it takes, without the end. Modern IRC, "RPL_NAMREPLY (353)".
void send_names(core::Network& network, core::Session& session, const core::Channel& channel);

} // namespace hubbub::commands
