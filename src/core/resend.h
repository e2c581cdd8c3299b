// SPDX-License-Identifier: MIT
// Sending again without saying twice. A client that lost its connection cannot know which of its
// last lines arrived. With our capability it names each by an id of its own, and sends again under
// the same id what it has seen no echo of: what was said the first time is not said again, and its
// echo is given once more.
//
// The id is a secret of the client's, at random and never passed on, so whoever knows it is who
// sent the line, whatever nick and account they have since the break.
#pragma once

#include <algorithm>
#include <chrono>
#include <string_view>

namespace hubbub::core {

inline constexpr std::string_view resend_cap = "hubbub.chat/resend";
inline constexpr std::string_view resend_tag = "hubbub.chat/id";
inline constexpr std::chrono::hours resend_memory{24}; // how long ids are remembered, at least
inline constexpr std::size_t shortest_resend_id = 16;
inline constexpr std::size_t longest_resend_id = 64;

// Letters, digits, hyphens and underscores, and enough of them that nobody guesses it.
constexpr bool is_resend_id(std::string_view id)
{
    return id.size() >= shortest_resend_id && id.size() <= longest_resend_id &&
           std::all_of(id.begin(), id.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                      c == '-' || c == '_';
           });
}

} // namespace hubbub::core
