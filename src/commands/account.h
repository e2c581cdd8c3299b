// SPDX-License-Identifier: MIT
// The verbs of accounts, behind REGISTER and the services.
#pragma once

#include "core/network.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace hubbub::commands {

// A nick that is a service's: nobody takes it.
bool is_service(std::string_view nick);

// Hashes the password off the loop, then proposes the account. The outcome is told when it is
// known.
void make_account(core::Network& network, core::Session& session, std::uint32_t answer,
                  const std::string& name, std::string_view password);

// Somebody else was faster, or it could not be stored.
void refuse_account(core::Network& network, core::Session& session, const core::Refusal& refusal);

} // namespace hubbub::commands
