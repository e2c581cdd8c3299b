// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"

#include <string>

namespace hubbub::daemon {

// From the terminal, twice and unseen; where stdin is none, its first line.
Result<std::string> ask_password();

} // namespace hubbub::daemon
