// SPDX-License-Identifier: MIT
// A way in: it turns bytes into commands. One stands at each link, once it is known who is there.
#pragma once

#include "base/clock.h"

#include <optional>
#include <string_view>

namespace hubbub::daemon {

class Door {
  public:
    virtual ~Door() = default;

    // What reading has led to.
    struct Progress {
        std::size_t consumed = 0;     // of the bytes given
        unsigned lines = 0;           // that were handled
        std::optional<Instant> again; // call read() again then, even if nothing arrives
        bool more = false;            // lines are left that may be handled in a later turn
        bool waits = false;           // a line is left that must wait for what came before it
    };

    // bytes: all that has arrived and was not consumed before. Handles some lines of them; stops
    // when the session must wait for the journal, which will call for read() again.
    virtual Progress read(std::string_view bytes, Instant now) = 0;

    // No more bytes will arrive. To be called when read() has nothing left to do: says goodbye.
    // True: what was unfinished is a line now; read() first, then call again.
    virtual bool end() = 0;

    // A queue over the limit, and what is left of it has been written: for doors that skip lines
    // rather than let the reader go. False: this door does not.
    virtual bool skips() const { return false; }
    virtual void on_skipped() {}
    virtual void on_drained() {}
};

} // namespace hubbub::daemon
