// SPDX-License-Identifier: MIT
// What the program tells its operator. One line a fact, on stderr; under systemd each line carries
// its syslog priority so that journald files it right. Never given secrets or message text.
//
// Nothing waits for whoever reads stderr: lines that it does not take at once are lost, and the
// next one that it takes is preceded by their number. What is longer than 4,095 bytes is cut.
#pragma once

#include <string_view>

namespace hubbub::diag {

enum class Level { error, warning, info, debug }; // most to least grave

// Where lines go instead of stderr, for tests and for a program that owns the terminal.
using Sink = void (*)(Level, std::string_view line);

void set_level(Level least_grave);
void set_sink(Sink sink); // null: stderr again
void take_stderr();       // as it is now; for a program that may not be allowed to later
bool parse_level(std::string_view name, Level& out);
std::string_view name_of(Level level);

void error(std::string_view line);
void warning(std::string_view line);
void info(std::string_view line);
void debug(std::string_view line);

// Lines that were asked for, each with its line end: to stderr as they are, whatever the level.
void page(std::string_view lines);

} // namespace hubbub::diag
