// SPDX-License-Identifier: MIT
// A received IRC line, taken apart but not copied.
//
//   message    = [ "@" tags SP ] [ ":" source SP ] command *( SP parameter ) [ SP ":" trailing ]
//
// Modern IRC, "Message Format"; IRCv3 message-tags, "Format".
#pragma once

#include "wire/parameters.h"

#include <string_view>

namespace hubbub::wire {

// Views into the line that was parsed: valid as long as its bytes are.
struct Message {
    std::string_view tags;    // without '@', still escaped; wire/tags.h walks them
    std::string_view source;  // without ':', empty when the line had none
    std::string_view command; // as it was sent; compare without regard to case
    Parameters parameters;    // the last takes the rest of the line
};

enum class ParseError {
    none,
    empty,     // nothing, or only spaces: to be ignored silently
    malformed, // a byte that no line may hold (NUL, CR, LF), or tags or source without a command
};

// line: one line without its line end. Allocates nothing.
ParseError parse(std::string_view line, Message& out);

// What a QUIT says, or nothing: servers put "Quit: " before a reason that may be empty. Modern IRC,
// "QUIT message".
std::string_view quit_reason(std::string_view text);

} // namespace hubbub::wire
