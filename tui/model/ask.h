// SPDX-License-Identifier: MIT
// What the input line is for while it is not for a message: a search, or a question that a key
// answers. The draft of the message stays as it is behind it.
#pragma once

#include "tui/model/line_edit.h"
#include "tui/model/marks.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace hubbub::tui::model {

struct Network;

struct Ask {
    enum class For {
        recall, // a line typed before
        text,   // a line of this buffer
        buffer, // a buffer by some letters of its name
        paste,  // what to do with several pasted lines
        resend, // whether to send again what may not have arrived
    };
    For what = For::recall;
    std::string label; // stands where the room's name stands otherwise
    LineEdit query;
    std::string shown; // what has been found
    std::optional<std::size_t> found;
    std::vector<std::string> pasted;
    Network* network = nullptr; // resend: whose lines they are
    std::optional<Anchor> window_before;
};

} // namespace hubbub::tui::model
