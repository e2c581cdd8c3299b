// SPDX-License-Identifier: MIT
#include "wire/names.h"

#include "base/strings.h"
#include "wire/spelling.h"
#include "wire/utf8.h"

#include <algorithm>

namespace hubbub::wire {

bool is_nick(std::string_view text, std::size_t longest)
{
    constexpr std::string_view nowhere = " ,*?!@.:$#&~%+<>\"/";
    if (text.empty() || text.size() > longest || is_digit(text.front()) || text.front() == '-') {
        return false;
    }
    return text.find_first_of(nowhere) == std::string_view::npos && is_utf8(text) &&
           is_plainly_visible(text) && is_usual_spelling(text);
}

bool looks_like_channel(std::string_view text)
{
    return text.starts_with('#');
}

bool is_channel(std::string_view text, std::size_t longest)
{
    if (text.size() < 2 || text.size() > longest || !looks_like_channel(text)) {
        return false;
    }
    return text.find_first_of(" ,:") == std::string_view::npos && is_utf8(text) &&
           is_plainly_visible(text) && is_usual_spelling(text);
}

std::string tidy_username(std::string_view text, std::size_t longest)
{
    std::string out;
    for (const char c : text) {
        const bool letter = ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z';
        const bool mark = c == '-' || c == '.' || c == '_';
        if ((letter || is_digit(c) || mark) && out.size() < longest) {
            out += c;
        }
    }
    return out.empty() ? "user" : out;
}

} // namespace hubbub::wire
