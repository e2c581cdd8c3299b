// SPDX-License-Identifier: MIT
// Who a channel's lists let in and let speak. Modern IRC, "Ban Channel Mode" and its exceptions.
#pragma once

#include "core/channel.h"
#include "core/user.h"

namespace hubbub::core {

// Matches a ban and no ban exception.
bool is_banned(const Channel& channel, const User& user);
// Matches an invite exception.
bool is_welcome(const Channel& channel, const User& user);

} // namespace hubbub::core
