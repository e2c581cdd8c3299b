// SPDX-License-Identifier: MIT
// One conversation: the server's own talk, a room, or a person.
#pragma once

#include "tui/model/line_edit.h"
#include "tui/model/recall.h"
#include "tui/model/scrollback.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tui::model {

struct Member {
    std::string nick;
    std::string prefix; // "@", "+", highest first
    bool away = false;
};

// Where the window into the scrollback ends, when it does not end at the newest line.
struct Anchor {
    std::size_t line = 0; // counted from the start, plus what was prepended when it was set
    int rows_below = 0;   // of that line, hidden under the window
    std::size_t prepended = 0;
};

struct Buffer {
    enum class Kind { server, room, person };

    Kind kind = Kind::server;
    std::string name; // "#lobby", "alice"
    std::string topic;
    Scrollback lines;
    std::vector<Member> members;       // sorted: by rank, then by name
    std::vector<std::string> speakers; // who spoke, the last one first
    LineEdit input;
    Recall recall;

    std::size_t unread = 0;
    std::size_t mentions = 0;
    std::optional<std::size_t> read_to; // index of the first line not read when one left
    std::optional<Anchor> anchor;       // absent: the window is at the newest line
    std::size_t new_below = 0;          // lines that came while scrolled up

    bool joined = false;
    bool fetching = false;      // a page of history has been asked for
    bool whole_history = false; // its beginning is here
    bool filling_gap = false;   // since a reconnect

    Member* find_member(std::string_view nick);
    const Member* find_member(std::string_view nick) const;
    void put_member(Member member); // adds or replaces, in its place
    void remove_member(std::string_view nick);
    void note_speaker(std::string_view nick);
};

} // namespace hubbub::tui::model
