// SPDX-License-Identifier: MIT
#pragma once

#include "commands/context.h"
#include "core/entry.h"

#include <string_view>

namespace hubbub::commands {

// Says what the entry holds to one target, a room or a person, or refuses. entry: with kind, text
// and tags.
void say_to(Context& context, core::Entry entry, std::string_view target);

} // namespace hubbub::commands
