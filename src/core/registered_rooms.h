// SPDX-License-Identifier: MIT
// What joining and MODE mean in a room that belongs to an account.
#pragma once

#include "core/channel.h"
#include "core/kinds.h"
#include "core/user.h"

namespace hubbub::core {

// On joining: the ranks that the account holds here.
void give_account_ranks(Stage& stage, User& user, Channel& channel, Membership& member);
// An operator gave or took a rank: of an account it is remembered.
void remember_rank(const World& world, Channel& channel, const Membership& member);

} // namespace hubbub::core
