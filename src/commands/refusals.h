// SPDX-License-Identifier: MIT
// What a refusal is on the wire: one row a reason.
#pragma once

#include "core/network.h"
#include "core/refusal.h"

#include <string_view>

namespace hubbub::commands {

// command: the one that was refused, for FAIL.
void send_refusal(core::Network& network, core::Session& session, std::string_view command,
                  const core::Refusal& refusal);

// The command that makes an entry of this kind.
std::string_view command_of(core::Kind kind);

} // namespace hubbub::commands
