// SPDX-License-Identifier: MIT
// What RPL_ISUPPORT says: exactly what is enforced. Modern IRC, "RPL_ISUPPORT (005)".
#pragma once

#include "core/settings.h"

#include <string>
#include <vector>

namespace hubbub::core {

std::vector<std::string> isupport(const Settings& settings);

} // namespace hubbub::core
