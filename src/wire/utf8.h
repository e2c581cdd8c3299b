// SPDX-License-Identifier: MIT
// UTF-8, and its code points one by one. The Unicode standard, section 3.9.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hubbub::wire {

inline constexpr char32_t replacement = 0xfffd; // for what is not UTF-8

bool is_utf8(std::string_view text);

// Invalid bytes become U+FFFD, one for each maximal wrong piece.
std::string repair_utf8(std::string_view text);

// The code point at the front of valid UTF-8, taken off it. Requires: text is not empty.
char32_t take_code_point(std::string_view& text);
std::string to_utf8(char32_t code_point);

struct Decoded {
    char32_t code_point; // the replacement, if not valid
    std::size_t size;    // of the bytes; at least 1
    bool valid;
};

// What is at the front. Requires: text is not empty.
Decoded decode(std::string_view text);

// How many bytes at the front are the start of a code point that has no end: the "maximal subpart"
// of the standard. Requires: decode(text) is not valid.
std::size_t wrong_piece(std::string_view text);

} // namespace hubbub::wire
