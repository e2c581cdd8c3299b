// SPDX-License-Identifier: MIT
// All that the screen shows. Changed by events, never by drawing; whoever changes it sets dirty, or
// typed where it was the input line alone.
#pragma once

#include "base/clock.h"
#include "tui/model/ask.h"
#include "tui/model/network.h"
#include "tui/model/settings.h"

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tui::model {

enum class Show { by_width, always, never };

// What the last Tab made: the next one goes on from there, if nothing was typed in between.
struct Completion {
    std::string stem; // what it started from
    std::size_t start = 0;
    std::string text; // of the whole input, after it
    std::size_t cursor = 0;
};

// Somebody has spoken to the person.
struct Call {
    std::string where; // the buffer's title
    std::string said;  // "alice: tea?", safe and without formatting
    WallTime time{};
};

struct Model {
    std::vector<std::unique_ptr<Network>> networks; // there is always one
    std::vector<std::unique_ptr<Buffer>> buffers;   // by network, the server's own first
    std::size_t current = 0;
    std::vector<std::string> known_networks; // those of hubbub.toml, by name
    WallTime now{};                          // for the clock

    Settings settings;
    Show buffer_list = Show::by_width;
    Show nick_list = Show::by_width;
    // Shown over the scrollback, a title first: "text" or "name TAB meaning", for /help and others.
    std::vector<std::string> overlay;
    std::size_t overlay_top = 0;
    bool show_raw = false; // lines of the protocol in the server's buffer
    std::shared_ptr<KillRing> killed = std::make_shared<KillRing>(); // in whatever buffer
    std::string chord; // the first key of two, "Ctrl-X", until the second
    std::optional<Completion> completion;
    std::optional<Ask> ask;
    std::string hint;          // one line over the status line; goes with the next key
    std::optional<Call> call;  // the person is wanted: told once, then cleared
    std::deque<Call> mentions; // the last of these, the oldest first
    bool dirty = true;
    bool typed = false;
    // Told of each line that has been said, live or in a gap's history, as it is shown: nothing raw
    // is in it. May be empty.
    std::function<void(const Buffer&, const ChatLine&)> on_said;

    Model();
    Buffer& here() { return *buffers[current]; }
    const Buffer& here() const { return *buffers[current]; }

    // The network of the buffer that one looks at.
    Network& network() { return *here().network; }
    const Network& network() const { return *here().network; }

    // The one that the next key is for: an open question may be another's.
    Network& addressed() { return ask && ask->network != nullptr ? *ask->network : network(); }
    bool has(const Buffer* buffer) const; // it may have been closed meanwhile

    Network& add_network();
    // With all its buffers, unless it is the last.
    void remove_network(const Network& network);
    std::size_t first_of(const Network& network) const; // its server's buffer
    std::size_t end_of(const Network& network) const;   // behind its last buffer
    Buffer& put_in(std::unique_ptr<Buffer> buffer, std::size_t index);
    void close(std::size_t index); // a server's own stays
    void show(const Buffer& buffer);
    // Its name, with its network's where there are several.
    std::string title_of(const Buffer& buffer) const;
    void switch_to(std::size_t index);
    // The next buffer with a mention, else with something unread, after this one.
    std::optional<std::size_t> next_unread() const;

    // In all buffers, at the end of a turn, what is beyond settings.lines. How many lines went.
    std::size_t let_go_of_old();
    // Appends, and counts it as unread where it is not seen.
    void add(Buffer& buffer, const ChatLine& line);
    void note_said(const Buffer& buffer, const ChatLine& line) const;
    void say(Buffer& buffer, LineKind kind, std::string_view text);
    // Where the person is looking.
    void tell(LineKind kind, std::string_view text) { say(here(), kind, text); }

  private:
    void left_out(std::size_t index);
};

} // namespace hubbub::tui::model
