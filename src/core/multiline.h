// SPDX-License-Identifier: MIT
// A message of several lines is one text. Two bytes that no line of IRC can hold say where its
// author broke it: that is kept, for who wrote it knows best. IRCv3 draft/multiline.
#pragma once

#include "wire/line.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace hubbub::core {

inline constexpr char line_feed = '\n';  // between two lines
inline constexpr char soft_break = '\r'; // within one line, which was too long to send at once

// What it says: without the soft breaks.
std::string joined_text(std::string_view text);

// Bytes of text that one line has room for.
std::size_t room_for_text(std::string_view source, std::string_view command,
                          std::string_view target);

// Requires: line is a PRIVMSG or NOTICE.
bool fits_one_line(const wire::Line& line);

} // namespace hubbub::core
