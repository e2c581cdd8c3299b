// SPDX-License-Identifier: MIT
// All that the screen shows. Changed by events, never by drawing; whoever changes it sets dirty.
#pragma once

#include "base/clock.h"
#include "tui/model/ask.h"
#include "tui/model/buffer.h"
#include "tui/model/settings.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tui::model {

enum class Connection { offline, connecting, registering, online };

enum class Show { by_width, always, never };

// What the last Tab made: the next one goes on from there, if nothing was typed in between.
struct Completion {
    std::string stem; // what it started from
    std::size_t start = 0;
    std::string text; // of the whole input, after it
    std::size_t cursor = 0;
};

struct Model {
    std::vector<std::unique_ptr<Buffer>> buffers; // the server's own first
    std::size_t current = 0;

    std::string network = "hubbub";
    std::string nick;
    std::string prefixes = "@+";  // from ISUPPORT
    std::string room_types = "#"; // what names of rooms start with; from ISUPPORT
    Connection connection = Connection::offline;
    std::optional<Millis> lag;
    WallTime now{}; // for the clock

    Settings settings;
    Show buffer_list = Show::by_width;
    Show nick_list = Show::by_width;
    std::vector<std::string> overlay; // lines shown over the scrollback: /help, /keys
    std::size_t overlay_top = 0;
    bool takes_lines = false; // the server takes several lines as one message
    bool show_raw = false;    // lines of the protocol in the server's buffer
    std::optional<Completion> completion;
    std::optional<Ask> ask;
    std::string hint;       // one line over the status line; goes with the next key
    bool attention = false; // the person is wanted: ring once, then clear it
    bool dirty = true;
    // Told of each line that has been said, live or in a gap's history; may be empty.
    std::function<void(const Buffer&, const ChatLine&)> on_said;

    Model();
    Buffer& server() { return *buffers.front(); }
    Buffer& here() { return *buffers[current]; }
    const Buffer& here() const { return *buffers[current]; }

    Buffer* find(std::string_view name);
    // Finds, or makes one.
    Buffer& open(std::string_view name);
    void close(std::size_t index); // the server's own stays
    void switch_to(std::size_t index);
    // The next buffer with a mention, else with something unread, after this one.
    std::optional<std::size_t> next_unread() const;

    // Appends, and counts it as unread where it is not seen.
    void add(Buffer& buffer, const ChatLine& line);
    void note_said(const Buffer& buffer, const ChatLine& line) const;
    void say(Buffer& buffer, LineKind kind, std::string_view text);
    void info(std::string_view text) { say(server(), LineKind::info, text); }
    // Where the person is looking.
    void tell(LineKind kind, std::string_view text) { say(here(), kind, text); }

    bool is_me(std::string_view other) const;
    bool mentions_me(std::string_view text) const;
    bool is_room(std::string_view name) const
    {
        return !name.empty() && room_types.find(name.front()) != std::string::npos;
    }
};

} // namespace hubbub::tui::model
