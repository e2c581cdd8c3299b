// SPDX-License-Identifier: MIT
// Logging in, whichever way the person has proved who they are.
#pragma once

#include "core/account.h"
#include "core/network.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace hubbub::commands {

enum class By { password, sasl };

// Before registration at once, afterwards by an entry; either way 900, and 903 for SASL, follow.
void log_in(core::Network& network, core::Session& session, std::uint32_t answer,
            std::string_view account, By by);
void log_out(core::Network& network, core::Session& session, std::uint32_t answer);

// Checks off the loop while the session waits; a failure counts against its address and the
// account. then(session, account): empty, when name or password is wrong, or too many were.
void check_password(core::Network& network, core::Session& session, std::uint32_t answer,
                    std::string_view account, std::string_view password,
                    std::function<void(core::Session&, const std::string& account)> then);

// Whether so many logins have failed of late that no further one is tried.
bool is_throttled(core::Network& network, const core::Session& session, std::string_view account);
void count_failure(core::Network& network, const core::Session& session, std::string_view account);

} // namespace hubbub::commands
