// SPDX-License-Identifier: MIT
#pragma once

#include "commands/context.h"
#include "core/entry.h"

#include <optional>
#include <string>
#include <string_view>

namespace hubbub::commands {

// The id that the client gave the message (core/resend.h), empty where there is none. Nothing when
// it is no id, which the client has been told.
std::optional<std::string> resend_id(Context& context);

// Says what the entry holds to one target, a room or a person, or refuses. entry: with kind, text
// and tags, and the client's id as once.
void say_to(Context& context, core::Entry&& entry, std::string_view target);

} // namespace hubbub::commands
