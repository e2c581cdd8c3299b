// SPDX-License-Identifier: MIT
// A password from a program of the person's, such as a password manager.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace hubbub::tui {

// Runs the program without a shell and waits for it; it may ask on the terminal. The first line it
// prints; nothing if it does not start, fails or prints nothing.
std::optional<std::string> first_line_of(const std::vector<std::string>& command);

} // namespace hubbub::tui
