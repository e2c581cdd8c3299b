// SPDX-License-Identifier: MIT
// What Unicode says of one code point, and letters large and small.
#pragma once

#include <string>
#include <string_view>

namespace hubbub::wire {

inline constexpr char32_t zero_width_joiner = 0x200d;
inline constexpr char32_t emoji_presentation = 0xfe0f;

constexpr bool is_ascii_printable(char c)
{
    return c >= ' ' && c < 0x7f;
}
bool is_control(char32_t c);
// Embeddings, overrides, isolates and marks of direction: U+200E-200F, 202A-202E, 2066-2069, 061C.
bool changes_direction(char32_t c);
bool is_line_separator(char32_t c);
bool is_mark(char32_t c);
// The vowels of Devanagari that stand on the right, SARA AM of Thai: a part of the cluster, and
// drawn in a column of its own.
bool is_beside(char32_t c);
bool is_pictograph(char32_t c);
// Pictographs, and what keycaps are made of.
bool has_emoji_variant(char32_t c);
// Controls, spaces of any kind, code points that mean nothing, and the Braille blank.
bool is_blank(char32_t c);
// Drawn as nothing: format characters, fillers, selectors of variants.
bool is_invisible(char32_t c);
// A way to write another: in full width, in bold, in a circle, as a ligature.
bool is_variant(char32_t c);
bool is_letter_or_digit(char32_t c); // or a mark on one

// Of all Unicode, one code point at a time.
std::string to_lower_case(std::string_view text);
std::string to_upper_case(std::string_view text);

} // namespace hubbub::wire
