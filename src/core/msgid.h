// SPDX-License-Identifier: MIT
// Message ids: the journal's epoch and the entry's number, so that an id is at once unique for ever
// and a place in the order. IRCv3 message-ids.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hubbub::core {

inline constexpr std::size_t epoch_size = 5;

// Letters and digits only; sorts as the numbers do.
std::string msgid(std::string_view epoch, std::uint64_t number);

// The number in an id of this epoch; nothing for anything else.
std::optional<std::uint64_t> number_of(std::string_view epoch, std::string_view msgid);

} // namespace hubbub::core
