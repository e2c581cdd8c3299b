// SPDX-License-Identifier: MIT
// A received IRC line, taken apart but not copied.
//
//   message    = [ "@" tags SP ] [ ":" source SP ] command *( SP parameter ) [ SP ":" trailing ]
//
// Modern IRC, "Message Format"; IRCv3 message-tags, "Format".
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace hubbub::wire {

// Views into the line that was parsed: valid as long as its bytes are.
struct Message {
    static constexpr std::size_t max_parameters = 15; // the last takes the rest of the line

    std::string_view tags;    // without '@', still escaped; TagReader (wire/tags.h) walks it
    std::string_view source;  // without ':', empty when the line had none
    std::string_view command; // as it was sent; compare without regard to case
    std::array<std::string_view, max_parameters> parameters{};
    std::size_t count = 0; // of parameters

    // The parameter at index, or nothing at all past the last.
    std::string_view operator[](std::size_t index) const
    {
        return index < count ? parameters[index] : std::string_view{};
    }
    std::span<const std::string_view> all() const { return {parameters.data(), count}; }
};

enum class ParseError {
    none,
    empty,        // no command: to be ignored silently
    malformed,    // a byte that no line may hold (NUL, CR, LF), or tags or source without a command
};

// line: one line without its line end. Allocates nothing.
ParseError parse(std::string_view line, Message& out);

} // namespace hubbub::wire
