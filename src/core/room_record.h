// SPDX-License-Identifier: MIT
// What a room is, as a record: its topic, modes and lists, but not who happens to be in it. One
// field a line; room_record.cc has a row for each.
#pragma once

#include "base/result.h"
#include "core/channel.h"

#include <string>
#include <string_view>

namespace hubbub::core {

inline constexpr std::string_view room_shelf = "room"; // key: the folded name

std::string write_room(const Channel& channel);
// Requires: channel is as World::add_channel() made it.
Result<void> read_room(std::string_view value, Channel& channel);

} // namespace hubbub::core
