// SPDX-License-Identifier: MIT
// Names that look like others: what can be seen, and the one way to write it that counts.
#pragma once

#include <string_view>

namespace hubbub::wire {

// Not one code point that takes no space, reverses direction or looks like a space but is not.
bool is_plainly_visible(std::string_view text);

// Of the ways to write what looks the same, the one that counts: composed (NFC), with no letters in
// full width, in bold, in circles, in ligatures. Letters of Hangul that stand alone are as they are
// typed. Requires: is_utf8(text). UAX #15
bool is_usual_spelling(std::string_view text);

} // namespace hubbub::wire
