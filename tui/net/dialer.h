// SPDX-License-Identifier: MIT
// From a name to a connected socket: looks it up, races its addresses, and tells how it went.
#pragma once

#include "net/dial.h"
#include "tui/net/race.h"
#include "tui/net/resolve.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tui::net {

class Dialer {
  public:
    // The socket, which is the callee's from then on, or why there is none.
    using Done = std::function<void(Result<int>)>;
    using Note = std::function<void(std::string_view text)>; // what is being done, in few lines

    Dialer(hubbub::net::Loop& loop, const Clock& clock, Resolving how, Note note);
    ~Dialer();

    // Gives up what it did before. Neither may be called, nor the dialer destroyed, from a note.
    void dial(const std::string& host, std::uint16_t port, Done done);
    void stop();
    // The socket turned out to be no good: another address, or the same again. Then done, again.
    void go_on(std::string_view why, Race::Then then = Race::Then::others);

    // What the socket is connected to.
    const hubbub::net::Address& to() const;
    // The whole story of the last dial, in lines.
    std::vector<std::string> story() const;

  private:
    void on_news(const LookupStory& story);
    void advance();
    void note_slow_lookup();
    void note_lookup();
    void on_dialed(std::size_t attempt, Result<int> socket);
    void note_attempts() const;
    std::string why_lost() const;

    hubbub::net::Loop& loop_;
    const Clock& clock_;
    Resolving how_;
    Note note_;
    Done done_;
    std::unique_ptr<Lookup> lookup_;
    std::optional<Race> race_;
    std::map<std::size_t, std::unique_ptr<hubbub::net::Dial>> dials_; // by the race's attempt
    std::optional<hubbub::net::Timer> due_;
    std::optional<hubbub::net::Timer> slow_; // until the lookup is slow
    bool lookup_is_noted_ = false;
};

} // namespace hubbub::tui::net
