// SPDX-License-Identifier: MIT
// NickServ and ChanServ: faces over the verbs of accounts and rooms, for people who know them.
#pragma once

#include "commands/context.h"

#include <string_view>

namespace hubbub::commands {

// What somebody says to a service: "REGISTER secret". It is not speech, and nobody stores it.
void ask_service(Context& context, std::string_view service, std::string_view words);

// A NOTICE of the service to one session.
void service_says(core::Network& network, core::Session& session, std::string_view service,
                  std::string_view text);

} // namespace hubbub::commands
