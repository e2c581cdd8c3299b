// SPDX-License-Identifier: MIT
#include "core/shelves.h"

#include "core/room_record.h"
#include "core/rooms.h"

#include <array>

namespace hubbub::core {

namespace {

constexpr auto rows = std::to_array<Shelf>({
    {room_shelf, restore_room},
});

} // namespace

std::span<const Shelf> shelves()
{
    return rows;
}

} // namespace hubbub::core
