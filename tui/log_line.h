// SPDX-License-Identifier: MIT
// One line of a local log as text, to be read by people and by us:
//
//   2026-11-24T04:20:03.123Z x7gq.12 <alice> tea?       a message, with its id
//   2026-11-24T04:20:04.000Z - * bob yawns              one that has no id
//   2026-11-24T04:20:05.000Z - -bob- a notice
//   2026-11-24T04:20:06.000Z - --> carol                came
//   2026-11-24T04:20:07.000Z - <-- carol (bye)          went
//   2026-11-24T04:20:08.000Z - -- carol set the topic: tea
#pragma once

#include "tui/model/line.h"

#include <optional>
#include <string>
#include <string_view>

namespace hubbub::tui {

struct LogLine {
    model::LineKind kind = model::LineKind::message;
    WallTime time{};
    std::string nick;
    std::string text;
    std::string msgid;
};

// What people say and do; what the program tells is kept nowhere.
bool is_logged(model::LineKind kind);

// Requires: is_logged(line.kind). With its line feed.
std::string log_text(const model::ChatLine& line);
// Nothing when it is no such line.
std::optional<LogLine> read_log_line(std::string_view text);

} // namespace hubbub::tui
