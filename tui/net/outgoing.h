// SPDX-License-Identifier: MIT
// One's own lines that the server has not yet said to have, in the order they were said.
#pragma once

#include "base/clock.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>

namespace hubbub::tui::net {

struct OutgoingLine {
    enum class State {
        sent,   // waits for its echo
        held,   // to be sent, once its target can take it (again)
        unsure, // it may have arrived before the connection broke: the person is asked
    };
    std::string label;
    std::string id; // the server says it once, however often it is sent; empty: no such server
    std::string target;
    std::string body; // of the PRIVMSG
    WallTime said{};
    State state = State::sent;
    // Among the lines that no label tells of; 0: one does.
    std::uint64_t place = 0;
    bool was_sent = false; // on a connection that broke
};

class Outgoing {
  public:
    void add(OutgoingLine line)
    {
        lines_.push_back(std::move(line));
        ++changes_;
    }
    // Null when no line of that label waits for the server.
    const OutgoingLine* find_sent(std::string_view label) const;
    // The oldest that waits for the server and that is_it(line).
    template <typename IsIt>
    const OutgoingLine* first_sent(IsIt&& is_it) const
    {
        const auto found = std::find_if(lines_.begin(), lines_.end(), [&](const auto& line) {
            return line.state == OutgoingLine::State::sent && is_it(line);
        });
        return found == lines_.end() ? nullptr : &*found;
    }
    void remove(std::string_view label);

    const std::deque<OutgoingLine>& lines() const { return lines_; }
    // Grows whenever something may have changed.
    std::uint64_t changes() const { return changes_; }
    bool empty() const { return lines_.empty(); }
    bool has(OutgoingLine::State state) const;
    std::size_t count(OutgoingLine::State state) const;
    // A later line would overtake those that are held.
    bool is_held(std::string_view target) const;

    void hold_all(); // the connection broke

    // visit(line) may change a line, and says whether it stays.
    template <typename Visit>
    void each(Visit&& visit)
    {
        std::deque<OutgoingLine> kept;
        for (OutgoingLine& line : lines_) {
            if (visit(line)) {
                kept.push_back(std::move(line));
            }
        }
        changes_ += lines_.empty() ? 0U : 1U;
        lines_ = std::move(kept);
    }

  private:
    std::deque<OutgoingLine> lines_;
    std::uint64_t changes_ = 0;
};

// 128 bits at random, as letters, digits, hyphens and underscores.
std::string random_id();

} // namespace hubbub::tui::net
