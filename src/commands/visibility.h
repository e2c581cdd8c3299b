// SPDX-License-Identifier: MIT
// Who may see whom: +i people are seen by their neighbours, +s rooms by their members.
#pragma once

#include "core/world.h"

namespace hubbub::commands {

bool may_see(const core::World& world, const core::User& viewer, const core::Channel& channel);
bool may_see(const core::World& world, const core::User& viewer, const core::User& user);
// That the user, who is in the channel, is there.
bool may_see_in(const core::World& world, const core::User& viewer, const core::User& user,
                const core::Channel& channel);

} // namespace hubbub::commands
