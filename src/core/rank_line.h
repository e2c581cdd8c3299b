// SPDX-License-Identifier: MIT
// The line by which the server gives ranks: "MODE #room +qo nick nick".
#pragma once

#include "core/audience.h"
#include "core/channel.h"
#include "core/kinds.h"
#include "core/user.h"

namespace hubbub::core {

// Nothing is said where there are no ranks.
void tell_ranks(Stage& stage, const User& user, const Channel& channel, Ranks ranks,
                const Audience& audience);

} // namespace hubbub::core
