// SPDX-License-Identifier: MIT
// The rest of an answer, once its entry is committed and applied. Each stands in the file of the
// command it completes.
#pragma once

#include "core/network.h"

namespace hubbub::commands {

void welcome(core::Network& network, core::Session& session); // registration.cc
void after_join(core::Network& network, core::Session& session,
                const core::Entry& entry); // channel.cc
void after_away(core::Network& network, core::Session& session,
                const core::Entry& entry); // presence.cc
void after_invite(core::Network& network, core::Session& session,
                  const core::Entry& entry); // channel.cc

void after_user_mode(core::Network& network, core::Session& session,
                     const core::Entry& entry); // mode.cc
void after_oper(core::Network& network, core::Session& session,
                const core::Entry& entry); // oper.cc
void after_login(core::Network& network, core::Session& session,
                 const core::Entry& entry); // login.cc
void after_service(core::Network& network, core::Session& session,
                   const core::Entry& entry); // services.cc
void after_add_account(core::Network& network, core::Session& session,
                       const core::Entry& entry); // account.cc
void after_server_ban(core::Network& network, core::Session& session,
                      const core::Entry& entry); // server_bans.cc
// Dooms the session if the operators keep it off, and tells it 465. True if so.
bool is_kept_off(core::Network& network, core::Session& session, const core::Comer& comer);

} // namespace hubbub::commands
