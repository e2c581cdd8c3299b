// SPDX-License-Identifier: MIT
#include "commands/visibility.h"

namespace hubbub::commands {

bool may_see(const core::World& world, const core::User& viewer, const core::Channel& channel)
{
    return !channel.modes.has('s') || world.membership(viewer, channel) != nullptr;
}

bool may_see(const core::World& world, const core::User& viewer, const core::User& user)
{
    return &viewer == &user || !user.is_invisible() || world.shares_channel(viewer, user);
}

} // namespace hubbub::commands
