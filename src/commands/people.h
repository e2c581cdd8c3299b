// SPDX-License-Identifier: MIT
// What WHO, WHOIS and WHOWAS tell of a person, and to whom.
#pragma once

#include "commands/context.h"

#include <cstdint>
#include <string>

namespace hubbub::commands {

// All ranks, or the highest. IRCv3 multi-prefix.
std::string shown_ranks(Context& context, core::Ranks ranks);

// Since they last said anything, on any of their devices.
std::int64_t idle_seconds(Context& context, const core::User& user);

// Where people really are is known to themselves and to operators, while they are connected here.
bool knows_address(Context& context, const core::User& user);
// As a parameter: an IPv6 address that starts with a colon gets a zero before it. Modern IRC,
// "RPL_WHOISACTUALLY".
std::string shown_address(const core::Session& session);

// Whether a query's optional target means this server: its name, a mask that fits it, or the nick
// of somebody here. If not, the asker is told 402.
bool means_this_server(Context& context, std::string_view target);

} // namespace hubbub::commands
