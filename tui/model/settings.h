// SPDX-License-Identifier: MIT
// What a person has decided about what is shown, told and typed, for all buffers.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tui::model {

struct Settings {
    using Table = std::map<std::string, std::string, std::less<>>;

    bool bell = true;                 // rings when one is spoken to
    bool terminal_notes = false;      // and tells the terminal, by OSC 9
    std::vector<std::string> command; // and runs this program with what was said; or empty
    std::vector<std::string> words;   // ask for attention as one's own nick does
    Table keys;                       // "Ctrl-G" to the name of an action, or to "none"
    Table aliases;                    // "j" to the line that /j stands for: "/join"
    std::vector<std::string> ignored; // masks, nick!user@host
    std::string time = "%H:%M";       // for strftime(3); empty: no times
    bool fold_joins = true;           // comings and goings in a row are one line
    std::size_t paste_ask = 2;        // pasted lines about which one is asked; 0: never
    std::size_t lines = 0;            // that a buffer keeps here; 0: all
    std::size_t fetch = 100;          // lines of history that are asked for at one time
};

// The word stands in the text by itself and not within another; letters may be small or large.
bool has_word(std::string_view text, std::string_view word);

bool is_ignored(const Settings& settings, std::string_view source);

} // namespace hubbub::tui::model
