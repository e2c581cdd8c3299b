// SPDX-License-Identifier: MIT
// Who may see whom: +i people are seen by their neighbours, +s rooms by their members.
#pragma once

#include "core/world.h"

namespace hubbub::commands {

bool may_see(const core::World& world, const core::User& viewer, const core::Channel& channel);
bool may_see(const core::World& world, const core::User& viewer, const core::User& user);

} // namespace hubbub::commands
