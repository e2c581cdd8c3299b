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

bool may_see_in(const core::World& world, const core::User& viewer, const core::User& user,
                const core::Channel& channel)
{
    if (&viewer == &user || world.membership(viewer, channel) != nullptr) {
        return true;
    }
    return !channel.modes.has('s') && !user.is_invisible();
}

} // namespace hubbub::commands
