// SPDX-License-Identifier: MIT
// Names for the handles that core gives out. References live one turn of the loop; ids live for
// ever and answer null once their object has gone.
#pragma once

#include "base/slot_map.h"

namespace hubbub::core {

struct User;
struct Session;
struct Channel;

using UserId = Id<User>;
using SessionId = Id<Session>;
using ChannelId = Id<Channel>;

} // namespace hubbub::core
