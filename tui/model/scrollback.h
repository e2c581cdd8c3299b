// SPDX-License-Identifier: MIT
// The lines of one buffer, oldest first, packed: the text, and some 30 bytes a line and
// its id. A line that the server has stored is known by its msgid and its text (the pieces of a
// long message share one msgid), and history brings it in once. Knows nothing of widths.
#pragma once

#include "tui/model/id_set.h"
#include "tui/model/line.h"
#include "tui/model/marks.h"
#include "tui/model/nick_table.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tui::model {

// SafeText for each stretch between formatting codes, which stay.
std::string safe_with_format(std::string_view text);

// Where a run of history belongs: right above or right below the line that it was asked from.
struct HistoryPlace {
    enum class Side { above, below, unknown };
    Side side = Side::unknown;
    std::string msgid;
};

class Scrollback {
  public:
    struct Merged {
        std::size_t added = 0;          // lines that are new here
        std::size_t known = 0;          // lines that were here
        std::vector<std::size_t> fresh; // of the run, those that were not here as stored
    };

    std::size_t size() const { return lines_.size(); }
    bool empty() const { return lines_.empty(); }
    // 0 is the oldest. The views live until the scrollback changes.
    ChatLine operator[](std::size_t index) const;

    // What is not to be shown raw is taken out of nick and text.
    void append(const ChatLine& line);
    bool has(std::string_view msgid) const { return find(msgid, lines_.size()) != lines_.size(); }

    // Puts a run of history, oldest first, where it belongs: its lines are neighbours, so each
    // goes between those of them that are here. Where none is here and the place is unknown, their
    // time decides.
    Merged merge(const std::vector<ChatLine>& run, const HistoryPlace& place, Marks& marks);

    // Puts older lines above all others, oldest first.
    void prepend(const std::vector<ChatLine>& lines, Marks& marks);

    // A message of several lines has its label at each of them.
    //
    // All of these: false when there is no such line.
    //
    // A pending line with that label is stored: it takes its place in the server's order, below
    // all that came before its echo; or it goes, if history has brought what was stored already.
    bool confirm(std::string_view label, std::string_view msgid, WallTime time, Marks& marks);
    // It was taken, and nobody stores it.
    bool settle(std::string_view label);
    // Nobody knows whether it was taken.
    bool doubt(std::string_view label);
    // An unsure line is pending again.
    bool revive(std::string_view label);
    // A pending or unsure line will not be sent again.
    bool fail(std::string_view label);

    // The newest or oldest line that the server has stored; size() when there is none.
    std::size_t newest_stored() const;
    std::size_t oldest_stored() const;

    // The oldest lines go, and their memory; most stay, or a few more where lines belong together
    // or wait for the server. How many went.
    std::size_t let_go(std::size_t most, Marks& marks);
    // Bytes that the lines take, and what they need to be found by.
    std::size_t memory() const;

    // What waits for the server, or for the person, stays.
    void clear();

  private:
    // 18 bytes: there may be millions.
    struct [[gnu::packed]] Packed {
        WallTime time() const;
        LineState state() const;
        void become(LineState state);

        std::uint32_t time_low;
        std::int16_t time_high;
        std::uint32_t chunk : 24;
        std::uint32_t text_size : 24;
        std::uint32_t msgid_size : 8;
        std::uint16_t offset; // of text, msgid and a nick that the table does not hold
        std::uint16_t nick;   // in the table
        std::uint8_t bits;    // kind, state, mine, mention
    };
    static_assert(sizeof(Packed) == 18);

    Packed pack(const ChatLine& line);
    Packed pack_safe(const ChatLine& line);
    std::string& chunk_with_room(std::size_t size);
    void note(const ChatLine& line);
    bool is_stored(std::size_t index) const;
    std::size_t find(std::string_view msgid, std::size_t near) const;
    std::size_t find_same(const ChatLine& line, std::size_t near) const;
    template <typename Match>
    std::size_t search(std::string_view msgid, std::size_t near, Match match) const;
    std::size_t start_of(const std::vector<ChatLine>& run, const HistoryPlace& place) const;
    std::size_t place_by_time(WallTime time) const;
    std::size_t find_pending(std::string_view label) const;
    std::size_t find_lost_echo(const ChatLine& stored) const;
    void store(std::size_t index, std::string_view msgid, WallTime time);
    bool turn(std::string_view label, LineState from, LineState to);
    std::size_t& count(LineState state) { return counts_[static_cast<std::size_t>(state)]; }
    std::size_t count(LineState state) const { return counts_[static_cast<std::size_t>(state)]; }
    std::size_t count_of_waiting() const
    {
        return count(LineState::pending) + count(LineState::unsure);
    }
    void drop_pending(std::size_t index, Marks& marks);
    void pack_anew();
    void move_down(std::size_t from, std::size_t to, Marks& marks);

    std::deque<Packed> lines_;
    std::deque<std::string> chunks_;
    NickTable nicks_;
    IdSet ids_;                                     // of the stored lines
    std::array<std::size_t, line_states> counts_{}; // of the lines, by their state
};

} // namespace hubbub::tui::model
