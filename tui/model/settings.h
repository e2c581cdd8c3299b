// SPDX-License-Identifier: MIT
// What a person has decided about what is shown, told and typed, for all buffers.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tui::model {

struct Settings {
    using Table = std::map<std::string, std::string, std::less<>>;

    bool bell = true;                 // rings when one is spoken to
    std::vector<std::string> words;   // ask for attention as one's own nick does
    Table keys;                       // "Ctrl-G" to the name of an action, or to "none"
    Table aliases;                    // "j" to the line that /j stands for: "/join"
    std::vector<std::string> ignored; // masks, nick!user@host
};

// The word stands in the text by itself and not within another; letters may be small or large.
bool has_word(std::string_view text, std::string_view word);

bool is_ignored(const Settings& settings, std::string_view source);

} // namespace hubbub::tui::model
