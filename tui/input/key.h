// SPDX-License-Identifier: MIT
// One key press, or one paste.
#pragma once

#include <cstdint>
#include <string>

namespace hubbub::tui::input {

struct Key {
    enum class Name : std::uint8_t {
        text,  // text holds what was typed
        paste, // text holds what was pasted, line ends included
        enter,
        tab,
        backspace,
        del,
        left,
        right,
        up,
        down,
        home,
        end,
        page_up,
        page_down,
        escape,
        shift_tab,
        function, // text holds which: "F1"
        unknown,
    };
    Name name = Name::unknown;
    bool control = false;
    bool alt = false;
    std::string text; // for control and alt: the letter, in lower case

    friend bool operator==(const Key&, const Key&) = default;
};

} // namespace hubbub::tui::input
