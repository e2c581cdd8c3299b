// SPDX-License-Identifier: MIT
// Emoji by the names that most chats know: ":tea" and Tab.
#pragma once

#include <span>
#include <string_view>

namespace hubbub::tui::input {

struct Emoji {
    std::string_view name; // in small letters, without colons
    std::string_view text;
};

// By name, in the order of the alphabet.
std::span<const Emoji> emoji();

} // namespace hubbub::tui::input
