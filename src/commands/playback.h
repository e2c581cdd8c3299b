// SPDX-License-Identifier: MIT
// A page of history as the lines of an answer. IRCv3 draft/chathistory, batch.
#pragma once

#include "core/network.h"

#include <string_view>

namespace hubbub::commands {

enum class More { may_follow, none }; // what the page says of those after it

// The session sees events where it can tell that they are of the past.
core::HistoryQuery::Events events_for(const core::Session& session);

// In a batch "chathistory" of the target, for those who know batches.
void send_page(core::Network& network, core::Session& session, std::string_view target,
               core::HistoryPage& page, More more);

// Answers CHATHISTORY TARGETS.
void send_targets(core::Network& network, core::Session& session, const core::HistoryPage& newest,
                  More more);

} // namespace hubbub::commands
