// SPDX-License-Identifier: MIT
// Text as people see it: grapheme clusters and the columns they take on a terminal. Unicode UAX #29
// (clusters), UAX #11 and the emoji rules (columns).
#pragma once

#include "base/units.h"

#include <cstddef>
#include <string_view>

namespace hubbub::wire {

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

std::size_t graphemes_in(std::string_view text);

} // namespace hubbub::wire
