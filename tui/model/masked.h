// SPDX-License-Identifier: MIT
// Passwords among what a person says to services and servers: no screen shows them, and no list of
// lines that were typed keeps them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hubbub::tui::model {

// One who is told passwords: NickServ and its like.
bool is_service(std::string_view target);

// Where in a line a password starts, which goes to its end; the line's size: there is none.
// What is said to target:
std::size_t secret_in_speech(std::string_view target, std::string_view line);
// A line of the protocol, ours or the echo of one of ours:
std::size_t secret_in_line(std::string_view line);

// What was said to target, in one line or several, with stars for the passwords in it.
std::string masked_speech(std::string_view target, std::string_view text);

// A line of the protocol, likewise.
std::string masked_line(std::string_view line);

} // namespace hubbub::tui::model
