// SPDX-License-Identifier: MIT
// What input wants done that the model alone cannot do.
#pragma once

#include <string>
#include <vector>

namespace hubbub::tui::input {

struct Request {
    enum class What {
        say,           // text, to the buffer named target
        act,           // /me text, to target
        send,          // text, a line of the protocol
        scroll_pages,  // by number half pages; up is positive
        scroll_rows,   // by number rows
        scroll_to_end, // to the newest line
        set,           // the key target to text; without text, tells it
        send_again,    // the lines that may not have arrived
        forget_unsent, // these lines
        dns,           // tells how the name text is looked up; without one, the last connection
        connect,       // to the network or host text
        disconnect,    // from a network, text: "[NAME] [reason]"
        reconnect,     // to the network text
        close_network, // the one that is shown
        redraw,
        quit, // text: the reason
    };
    What what;
    std::string text;
    std::string target;
    int number = 0;
};

using Requests = std::vector<Request>;

} // namespace hubbub::tui::input
