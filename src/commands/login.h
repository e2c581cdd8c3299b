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

// Checks off the loop while the session waits. then(session, account): empty, when name or password
// is wrong, or too many were.
void check_password(core::Network& network, core::Session& session, std::uint32_t answer,
                    std::string_view account, std::string_view password,
                    std::function<void(core::Session&, const std::string& account)> then);

// Each login is an attempt, counted against its address and its account from the moment it is made,
// so that many at once count as many one after the other. False: there were too many of late, and
// this one must not be tried.
bool may_try(core::Network& network, const core::Session& session, std::string_view account);
// It was right: it does not count.
void was_right(core::Network& network, const core::Session& session, std::string_view account);
void was_wrong(core::Network& network, const core::Session& session, std::string_view account);

} // namespace hubbub::commands
