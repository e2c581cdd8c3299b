// SPDX-License-Identifier: MIT
// Text cut into what a line can carry.
#pragma once

#include <cstddef>
#include <string_view>

namespace hubbub::wire {

// The longest piece at the front of text that is at most longest bytes, ends between clusters, and
// after a space if there is one in its second half. Takes at least one code point, or all of a
// piece of longest bytes that has no boundary. Putting the pieces together again gives the text.
std::string_view split_for_wire(std::string_view text, std::size_t longest);

// Bytes of text that fit a line of 512 with a long source, a command and a long target in front:
// hubbubd's longest nick, user name, cloak and room take 161.
inline constexpr std::size_t longest_message = 350;
// How many lines of that size the text takes.
std::size_t messages_in(std::string_view text);

} // namespace hubbub::wire
