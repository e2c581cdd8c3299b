// SPDX-License-Identifier: MIT
// What joining and MODE mean in a room that belongs to an account.
#pragma once

#include "core/channel.h"
#include "core/kinds.h"
#include "core/user.h"
#include "wire/folded.h"

#include <string_view>

namespace hubbub::core {

// What the user's account holds in a registered room, be they there or not.
Ranks ranks_held(const Channel& channel, const User& user, wire::Casemapping mapping);
// On joining: the ranks that the account holds here.
void give_account_ranks(Stage& stage, User& user, Channel& channel, Membership& member);
// Whose account has ended owns no rooms and holds no ranks: nobody who takes the name later does.
void forget_account(Stage& stage, std::string_view account);
// The same for the record of a room: whether it has changed.
bool forget_account(Channel& channel, const wire::Folded& account, wire::Casemapping mapping);
// An operator gave or took a rank: of an account it is remembered.
void remember_rank(const World& world, Channel& channel, const Membership& member);

} // namespace hubbub::core
