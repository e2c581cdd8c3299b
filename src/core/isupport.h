// SPDX-License-Identifier: MIT
// What RPL_ISUPPORT says: exactly what is enforced. Modern IRC, "RPL_ISUPPORT (005)".
#pragma once

#include "core/settings.h"

#include <string>
#include <vector>

namespace hubbub::core {

// Bytes of a host as others see it.
inline constexpr std::size_t longest_host = 64;

std::vector<std::string> isupport(const Settings& settings);

} // namespace hubbub::core
