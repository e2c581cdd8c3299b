// SPDX-License-Identifier: MIT
// The mechanisms of SASL that are offered. IRCv3 sasl-3.2.
#pragma once

#include "core/settings.h"

#include <string>
#include <string_view>

namespace hubbub::core {

bool offers_mechanism(const Settings& settings, std::string_view mechanism);

// Separated by commas: the value of the capability.
std::string offered_mechanisms(const Settings& settings);

} // namespace hubbub::core
