// SPDX-License-Identifier: MIT
// A password in what is being typed: the screen shows dots for it, and no list of lines keeps it.
#pragma once

#include <cstddef>
#include <string_view>

namespace hubbub::tui::model {

struct Buffer;

// Where in the input line of that buffer it starts, to go to its end; typed.size(): there is none.
// So it is for commands that there are not, too: the slip of a finger shows no password.
std::size_t secret_in_typed(const Buffer& buffer, std::string_view typed);

} // namespace hubbub::tui::model
