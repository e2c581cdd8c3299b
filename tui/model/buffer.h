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

struct Network;

struct Member {
    std::string nick;
    std::string prefix; // "@", "+", highest first
    bool away = false;
};

// History that has been asked for and is still to come. One question a buffer at a time.
struct Fetch {
    enum class Why { recent, older, gap };
    Why why = Why::recent;
    HistoryPlace place;       // of what will come
    std::size_t messages = 0; // that the pages before have brought, if it goes on by itself
    std::size_t pages = 0;
};

struct Buffer {
    enum class Kind { server, room, person };

    explicit Buffer(Network& whose);

    Network* network; // never null

    Kind kind = Kind::server;
    std::string name; // "#lobby", "alice"
    std::string topic;
    Scrollback lines;
    std::vector<Member> members;       // sorted: by rank, then by name
    std::vector<Member> naming;        // what NAMES has told so far, until it is complete
    std::vector<std::string> speakers; // who spoke, the last one first
    LineEdit input;
    Recall recall;

    std::size_t unread = 0;
    std::size_t mentions = 0;
    Marks marks;
    std::size_t new_below = 0; // lines that came while scrolled up

    bool muted = false; // neither counts as unread nor calls
    bool joined = false;
    bool entered = false; // one has been in it, in this run
    std::optional<Fetch> fetch;
    // The id of a line after which something is missing, for a connection broke while that was
    // asked for; or empty.
    std::string gap_from;
    bool whole_history = false; // its beginning is here
    bool shortened = false; // lines that stood above are here no longer; the log's reader clears it
    std::string told_from;  // the id from which on the server's history has been told, or empty

    // Lets the oldest lines go, where there are clearly more than so many (0: no limit); what was
    // said can be fetched again. Nothing that one has scrolled back to. How many went.
    std::size_t let_go(std::size_t most_lines);
    // Empties it on the screen; what was said can be fetched again.
    void clear();
    void leave_unread_behind(); // one leaves the buffer: what comes is new
    void look_at();             // one comes back to it

    Member* find_member(std::string_view nick);
    const Member* find_member(std::string_view nick) const;
    void put_member(Member member); // adds or replaces, in its place
    void take_naming();             // they are the members now
    void remove_member(std::string_view nick);
    void note_speaker(std::string_view nick);

  private:
    void forget_what_was_above();
};

} // namespace hubbub::tui::model
