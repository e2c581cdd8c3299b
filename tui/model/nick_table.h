// SPDX-License-Identifier: MIT
// The nicks of a scrollback, each kept once: a line holds the number of its speaker.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace hubbub::tui::model {

class NickTable {
  public:
    // Given for every further nick once the table is full; the line keeps it itself.
    static constexpr std::uint16_t full = 0xffff;

    std::uint16_t number_of(std::string_view nick)
    {
        const auto found = numbers_.find(nick);
        if (found != numbers_.end()) {
            return found->second;
        }
        if (nicks_.size() == full) {
            return full;
        }
        const auto number = static_cast<std::uint16_t>(nicks_.size());
        nicks_.emplace_back(nick);
        numbers_.emplace(nicks_.back(), number);
        return number;
    }
    std::string_view nick(std::uint16_t number) const { return nicks_[number]; }
    std::size_t memory() const // about
    {
        constexpr std::size_t node = 48; // of the map
        return nicks_.size() * (sizeof(std::string) + node);
    }

  private:
    std::deque<std::string> nicks_; // their places never change
    std::unordered_map<std::string_view, std::uint16_t> numbers_;
};

} // namespace hubbub::tui::model
