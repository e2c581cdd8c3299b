// SPDX-License-Identifier: MIT
// A password: from a file, from a program of the person's such as a password manager, or typed.
#pragma once

#include "base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tui {

// Runs the program without a shell and waits for it; it may ask on the terminal. The first line it
// prints; nothing if it does not start, fails or prints nothing.
std::optional<std::string> first_line_of(const std::vector<std::string>& command);

// The first line of a file that its owner alone can read. The error goes on from its name.
Result<std::string> first_line_of_file(const std::string& path);

// Asks on the terminal that the program was started from, whatever stdin and stdout are, and shows
// nothing of what is typed. The error is a sentence.
Result<std::string> ask_password(std::string_view prompt);

} // namespace hubbub::tui
