// SPDX-License-Identifier: MIT
// How a message of SASL goes over the wire. IRCv3 sasl-3.1, "The AUTHENTICATE Command".
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace hubbub::wire {

inline constexpr std::size_t sasl_piece = 400; // bytes; a shorter one is the last

// The parameters of the AUTHENTICATE lines that carry base64; views into it. One that is full is
// followed by another, be it "+", which stands for nothing.
std::vector<std::string_view> sasl_pieces(std::string_view base64);

} // namespace hubbub::wire
