// SPDX-License-Identifier: MIT
// Files that are nobody else's business: readable by their owner alone, in directories likewise.
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace hubbub::tui::net {

// Where hubbub keeps what it learns: that name in $XDG_STATE_HOME/hubbub, or in its usual place;
// empty where there is no home.
std::string state_path(std::string_view name);

// Makes those that are missing. False: see errno.
bool make_private_directories(const std::string& path);

// Opens a file to append to, and makes it and its directory when they are missing. -1: see errno.
int open_to_append(const std::string& path);

// The file is the old one or the new one, whole, whatever happens.
Result<void> replace_file(const std::string& path, std::string_view content);

} // namespace hubbub::tui::net
