// SPDX-License-Identifier: MIT
// What is said in the room of the benchmark: the same in every run.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hubbub::bench {

// A line of IRC in which the room is told this, by one of fifty nicks.
std::string said(std::size_t number, std::string_view text);
// Short and long, in several scripts, with colours, emoji and links, and a few /me.
std::string mixed_line(std::size_t number);
// The text is of 90 bytes.
std::string line_of_90(std::size_t number);
// The same, with an id and a time, as hubbubd says it.
std::string tagged_line_of_90(std::size_t number);
// To the end of the NAMES of that room, and then a line there.
std::string names_of(const std::string& room, std::size_t count, std::string_view last_line);

} // namespace hubbub::bench
