// SPDX-License-Identifier: MIT
#include "core/shelves.h"

#include "core/account.h"
#include "core/room_record.h"
#include "core/rooms.h"
#include "core/themes.h"

#include <array>

namespace hubbub::core {

namespace {

constexpr auto rows = std::to_array<Shelf>({
    {account_shelf, restore_account},
    {room_shelf, restore_room},
    {"ban", restore_server_ban},
});

} // namespace

std::span<const Shelf> shelves()
{
    return rows;
}

} // namespace hubbub::core
