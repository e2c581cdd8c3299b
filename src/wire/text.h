// SPDX-License-Identifier: MIT
// UTF-8 text as people see it: grapheme clusters and the columns they take on a terminal; and
// SafeText, the only text that a plain door or a screen can show. The one place that knows
// utf8proc. Unicode UAX #29 (clusters), UAX #11 and the emoji rules (columns).
#pragma once

#include "base/units.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace hubbub::wire {

bool is_utf8(std::string_view text);

// Invalid bytes become U+FFFD, one for each maximal wrong piece.
std::string repair_utf8(std::string_view text);

// Not one code point that takes no space, reverses direction or looks like a space but is not.
bool is_plainly_visible(std::string_view text);

// Of the ways to write what looks the same, the one that counts: composed (NFC), with no letters in
// full width, in bold, in circles, in ligatures. Letters of Hangul that stand alone are as they are
// typed. Requires: is_utf8(text). UAX #15
bool is_usual_spelling(std::string_view text);

// The code point at the front of valid UTF-8, taken off it. Requires: text is not empty.
char32_t take_code_point(std::string_view& text);
std::string to_utf8(char32_t code_point);

// How many of the bytes at the front are letters of ASCII, or spaces and the like, that are a
// cluster of one column each, whatever follows.
std::size_t plain_run(std::string_view text);
// The bytes of the first grapheme cluster; 0 only of nothing. Invalid bytes count one each.
std::size_t first_grapheme(std::string_view text);
// Where the last grapheme cluster begins.
std::size_t last_grapheme(std::string_view text);

// Columns of one cluster: 0, 1 or 2.
Columns columns_of_grapheme(std::string_view grapheme);
Columns columns_of(std::string_view text);

// The longest piece at the front of text that is at most longest bytes, ends between clusters, and
// after a space if there is one in its second half. Takes at least one code point, or all of a
// piece of longest bytes that has no boundary. Putting the pieces together again gives the text.
std::string_view split_for_wire(std::string_view text, std::size_t longest);

std::size_t graphemes_in(std::string_view text);

// What a QUIT says, or nothing: servers put "Quit: " before a reason that may be empty. Modern IRC,
// "QUIT message".
std::string_view quit_reason(std::string_view text);

// Bytes of text that fit a line of 512 with a long source, a command and a long target in front:
// hubbubd's longest nick, user name, cloak and room take 161.
inline constexpr std::size_t longest_message = 350;
// How many lines of that size the text takes.
std::size_t messages_in(std::string_view text);

// Of all Unicode, one code point at a time.
std::string to_lower_case(std::string_view text);
std::string to_upper_case(std::string_view text);
bool is_letter_or_digit(char32_t c); // or a mark on one

// Valid UTF-8 that holds no control, no escape and nothing that changes the direction of what
// comes after it.
class SafeText {
  public:
    SafeText() = default;
    // Bad bytes become U+FFFD, TAB and line separators a space; every other control goes, as do
    // overrides of direction.
    static SafeText from_network(std::string_view text);

    const std::string& text() const { return text_; }
    operator std::string_view() const { return text_; }
    bool empty() const { return text_.empty(); }

  private:
    explicit SafeText(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

} // namespace hubbub::wire
