// SPDX-License-Identifier: MIT
#include "tui/model/settings.h"

#include "base/strings.h"
#include "wire/mask.h"

#include <algorithm>

namespace hubbub::tui::model {

namespace {

// Letters of any script belong to a word, and so do the marks that nicks may hold.
bool is_word_byte(char c)
{
    return static_cast<unsigned char>(c) >= 0x80 || is_digit(c) ||
           (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z') || c == '_' || c == '-';
}

} // namespace

bool has_word(std::string_view text, std::string_view word)
{
    if (word.empty()) {
        return false;
    }
    const std::string low = to_lower(text);
    const std::string name = to_lower(word);
    for (std::size_t place = low.find(name); place != std::string::npos;
         place = low.find(name, place + 1)) {
        const std::size_t end = place + name.size();
        const bool starts = place == 0 || !is_word_byte(low[place - 1]);
        const bool ends = end == low.size() || !is_word_byte(low[end]);
        if (starts && ends) {
            return true;
        }
    }
    return false;
}

bool is_ignored(const Settings& settings, std::string_view source)
{
    return std::any_of(settings.ignored.begin(), settings.ignored.end(),
                       [&](const std::string& mask) { return wire::matches(mask, source); });
}

} // namespace hubbub::tui::model
