// SPDX-License-Identifier: MIT
// What may be a name. Names are UTF-8; what would let one pass for another line, another rank or
// another name at a glance (controls, spaces of any kind, invisible and direction marks) is out.
// Modern IRC, "Clients", "Channels".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hubbub::wire {

// longest is in bytes. No digit or "-" first; none of  space , * ? ! @ . : $ # & ~ % + < > " / \0
bool is_nick(std::string_view text, std::size_t longest);

// "#" and more; no space, comma, colon or control.
bool is_channel(std::string_view text, std::size_t longest);
bool looks_like_channel(std::string_view text);

// What is left of a user name a client gave: letters, digits and "-._" only, at most longest
// bytes; "user" when nothing is.
std::string tidy_username(std::string_view text, std::size_t longest);

} // namespace hubbub::wire
