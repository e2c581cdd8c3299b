// SPDX-License-Identifier: MIT
// The families of commands. Each file ends in its table; families.cc lists the tables.
#pragma once

#include "commands/spec.h"

#include <span>
#include <string_view>
#include <vector>

namespace hubbub::commands {

std::span<const CommandSpec> registration_commands(); // registration.cc
std::span<const CommandSpec> sasl_commands();         // sasl.cc
std::span<const CommandSpec> service_commands();      // services.cc
std::span<const CommandSpec> account_commands();      // account.cc
std::span<const CommandSpec> capability_commands();   // capability.cc
std::span<const CommandSpec> session_commands();      // session.cc
std::span<const CommandSpec> channel_commands();      // channel.cc
std::span<const CommandSpec> list_commands();         // list.cc
std::span<const CommandSpec> mode_commands();         // mode.cc
std::span<const CommandSpec> message_commands();      // message.cc
std::span<const CommandSpec> multiline_commands();    // multiline.cc
std::span<const CommandSpec> presence_commands();     // presence.cc
std::span<const CommandSpec> who_commands();          // who.cc
std::span<const CommandSpec> query_commands();        // query.cc
std::span<const CommandSpec> monitor_commands();      // monitor.cc
std::span<const CommandSpec> server_commands();       // server.cc
std::span<const CommandSpec> stats_commands();        // stats.cc
std::span<const CommandSpec> oper_commands();         // oper.cc
std::span<const CommandSpec> server_ban_commands();   // server_bans.cc
std::span<const CommandSpec> history_commands();      // history.cc

// Every command, in the order of the families.
const std::vector<const CommandSpec*>& all_commands();
// name: in any case. Null when there is no such command.
const CommandSpec* find_command(std::string_view name);

} // namespace hubbub::commands
