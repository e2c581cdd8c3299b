// SPDX-License-Identifier: MIT
// "nick!user@host" patterns: "*" is any run of bytes, "?" one byte, "\" makes the next one itself.
// Modern IRC, "Wildcard Expressions".
#pragma once

#include <string>
#include <string_view>

namespace hubbub::wire {

// Without regard to ASCII case. Time is at most the product of the two lengths, whatever the mask.
bool matches(std::string_view mask, std::string_view text);

bool has_wildcards(std::string_view text);

// What a person meant: "nick" is nick!*@*, "user@host" is *!user@host, "nick!user" gets "@*"; a
// part left empty is anything.
std::string complete_mask(std::string_view mask);

} // namespace hubbub::wire
