// SPDX-License-Identifier: MIT
// Answers to a session, where there is no Context: after a commit, from a timer.
#pragma once

#include "core/network.h"
#include "wire/numerics.h"

#include <initializer_list>
#include <string_view>

namespace hubbub::commands {

void reply(core::Network& network, core::Session& session, wire::Numeric numeric,
           std::initializer_list<std::string_view> parameters = {});

// Of a standard reply, with type FAIL, WARN or NOTE. A client without standard-replies gets what no
// text that it uses describes as a NOTICE from the server, so that nobody is left without an
// answer.
void standard_reply(core::Network& network, core::Session& session, std::string_view type,
                    std::string_view command, std::string_view code,
                    std::initializer_list<std::string_view> context, std::string_view sentence);

// What a client that is not yet registered is called.
std::string_view nick_of(const core::Session& session);

} // namespace hubbub::commands
