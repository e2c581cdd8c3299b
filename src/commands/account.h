// SPDX-License-Identifier: MIT
// The verbs of accounts, behind REGISTER and the services.
#pragma once

#include "core/network.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hubbub::commands {

// A nick that is a service's: nobody takes it.
bool is_service(std::string_view nick);

struct WhyNot {
    std::string_view code; // IRCv3 account-registration
    std::string sentence;
};
std::optional<WhyNot> why_not_register(core::Network& network, const core::Session& session,
                                       std::string_view account, std::string_view password);
// Nobody's password is looked at while too many wait to be: a flood of logins would else make each
// wait for minutes. Operators of the server are excepted.
std::optional<WhyNot> why_not_hash(core::Network& network);
std::optional<WhyNot> why_not_password(core::Network& network, const core::Session& session,
                                       std::string_view password);

// Hashes the password off the loop, then proposes the account. The outcome is told when it is
// known.
enum class Through { command, service };
void make_account(core::Network& network, core::Session& session, std::uint32_t answer,
                  const std::string& name, std::string_view password, Through through);

// Somebody else was faster, or it could not be stored.
void refuse_account(core::Network& network, core::Session& session, const core::Entry& entry,
                    const core::Refusal& refusal);

} // namespace hubbub::commands
