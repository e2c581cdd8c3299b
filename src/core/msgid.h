// SPDX-License-Identifier: MIT
// Message ids: the journal's epoch and the entry's number, so that an id is at once unique for ever
// and a place in the order. IRCv3 message-ids.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace hubbub::core {

inline constexpr std::size_t epoch_size = 5;
inline constexpr std::size_t msgid_size = epoch_size + 13; // 65 bits, five each

// An id as text: letters and digits only, which sort as the numbers do.
class Msgid {
  public:
    // Requires: epoch has epoch_size characters.
    Msgid(std::string_view epoch, std::uint64_t number);
    std::string_view text() const { return {text_.data(), text_.size()}; }

  private:
    std::array<char, msgid_size> text_;
};

// The number in an id of this epoch; nothing for anything else.
std::optional<std::uint64_t> number_of(std::string_view epoch, std::string_view msgid);

} // namespace hubbub::core
