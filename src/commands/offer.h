// SPDX-License-Identifier: MIT
#pragma once

#include "core/network.h"

namespace hubbub::commands {

// After the settings have changed: CAP NEW and CAP DEL to those who are to hear of it, and what is
// no longer offered is taken from everybody. IRCv3 cap-notify.
void tell_offer_changes(core::Network& network, const core::Settings& before);

} // namespace hubbub::commands
