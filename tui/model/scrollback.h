// SPDX-License-Identifier: MIT
// The lines of one buffer, oldest first, packed: the text, and 32 bytes a line. Knows nothing of
// widths.
#pragma once

#include "tui/model/line.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tui::model {

class Scrollback {
  public:
    std::size_t size() const { return lines_.size(); }
    bool empty() const { return lines_.empty(); }
    // 0 is the oldest. The views live until the scrollback changes.
    ChatLine operator[](std::size_t index) const;

    // What is not to be shown raw is taken out of nick and text.
    void append(const ChatLine& line);

    // Puts lines where their times belong, each once: those whose msgid is there already are left
    // out. Returns how many were new.
    std::size_t merge(const std::vector<ChatLine>& lines);

    // A pending line with that label gets its id and time, or fails. False when there is none.
    bool confirm(std::string_view label, std::string_view msgid, WallTime time);
    bool fail(std::string_view label);
    void fail_all_pending();
    // A pending line of that text is the stored one with that id: the echo was lost, not the line.
    bool recognise(std::string_view text, std::string_view msgid, WallTime time);

    void clear();

    // How many lines were ever put before others, so that a place counted from the start can be
    // found again: place + prepended().
    std::size_t prepended() const { return prepended_; }

  private:
    struct Packed {
        std::int64_t time;
        std::uint32_t chunk;
        std::uint32_t offset; // of nick, text and msgid, one after the other
        std::uint32_t text_size;
        std::uint16_t nick_size;
        std::uint8_t msgid_size;
        std::uint8_t bits; // kind, state, mine, mention
    };

    Packed pack(const ChatLine& line);
    bool has(std::string_view msgid, std::size_t from, std::size_t to) const;
    std::size_t find_pending(std::string_view label) const;
    void replace(std::size_t index, const ChatLine& line);

    std::deque<Packed> lines_;
    std::deque<std::string> chunks_;
    std::size_t pending_ = 0;
    std::size_t prepended_ = 0;
};

} // namespace hubbub::tui::model
