// SPDX-License-Identifier: MIT
// Who a channel's lists let in and let speak. Modern IRC, "Ban Channel Mode" and its exceptions.
//
//   entry = nick!user@host mask | "a:" account mask
//
// IRCv3 account-extban.
#pragma once

#include "core/channel.h"
#include "core/user.h"

#include <string>
#include <string_view>

namespace hubbub::core {

// An entry as it is kept, of what a person wrote.
std::string complete_entry(std::string_view text);

// Matches a ban and no ban exception.
bool is_banned(const Channel& channel, const User& user);
// Matches an invite exception.
bool is_welcome(const Channel& channel, const User& user);

} // namespace hubbub::core
