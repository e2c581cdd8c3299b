// SPDX-License-Identifier: MIT
// Answers about the server itself that more than one command gives.
#pragma once

#include "core/network.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace hubbub::commands {

std::string_view program_version(); // "hubbub-0.1.0"
void send_motd(core::Network& network, core::Session& session);
void send_lusers(core::Network& network, core::Session& session);

// "+iw"
std::string modes_of(const core::User& user);

// At most longest bytes of text, ending between graphemes.
std::string cut_text(std::string_view text, std::size_t longest);

} // namespace hubbub::commands
