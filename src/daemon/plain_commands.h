// SPDX-License-Identifier: MIT
// The /commands of the plain door: one row each.
#pragma once

#include <span>
#include <string_view>

namespace hubbub::daemon {

class PlainDoor;

struct PlainCommand {
    std::string_view name; // without the slash
    std::string_view usage;
    std::string_view help;
    void (*run)(PlainDoor& door, std::string_view rest);
};

std::span<const PlainCommand> plain_commands();

// line: with its slash. Unknown commands are refused and never said.
void run_plain_command(PlainDoor& door, std::string_view line);

} // namespace hubbub::daemon
