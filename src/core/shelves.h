// SPDX-License-Identifier: MIT
// Which sorts of records there are, and how each becomes a fact of the World again at the start.
#pragma once

#include "base/result.h"
#include "core/record.h"
#include "core/settings.h"
#include "core/world.h"

#include <span>
#include <string_view>

namespace hubbub::core {

struct Shelf {
    std::string_view name;
    // Makes it true again, without telling anybody. The error says what is wrong with the value.
    Result<void> (*restore)(World& world, const Settings& settings, const Record& record);
};

// In the order in which they are restored: a room's ranks need the accounts.
std::span<const Shelf> shelves();

} // namespace hubbub::core
