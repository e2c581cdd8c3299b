// SPDX-License-Identifier: MIT
#include "wire/graphemes.h"

#include "wire/unicode.h"
#include "wire/utf8.h"

#include <utf8proc.h>

#include <algorithm>

namespace hubbub::wire {

std::size_t plain_run(std::string_view text)
{
    std::size_t size = 0;
    while (size < text.size() && is_ascii_printable(text[size])) {
        ++size;
    }
    // What follows may be a mark on the last one.
    return size == text.size() || size == 0 ? size : size - 1;
}

std::size_t first_grapheme(std::string_view text)
{
    if (text.empty()) {
        return 0;
    }
    if (text.size() == 1 || (is_ascii_printable(text[0]) && is_ascii_printable(text[1]))) {
        return 1;
    }
    Decoded before = decode(text);
    std::size_t size = before.size;
    utf8proc_int32_t state = 0;
    while (before.valid && size < text.size()) {
        const Decoded next = decode(text.substr(size));
        if (!next.valid || utf8proc_grapheme_break_stateful(
                               static_cast<utf8proc_int32_t>(before.code_point),
                               static_cast<utf8proc_int32_t>(next.code_point), &state) != 0) {
            break;
        }
        size += next.size;
        before = next;
    }
    return size;
}

std::size_t last_grapheme(std::string_view text)
{
    std::size_t start = 0;
    while (start < text.size()) {
        const std::size_t size = first_grapheme(text.substr(start));
        if (start + size >= text.size()) {
            break;
        }
        start += size;
    }
    return start;
}

// The widest of its code points, and two for what is asked to be drawn as an emoji: a family is as
// wide as one of its members, and a combining mark adds nothing. A mark that stands beside its
// letter adds its own column: most terminals draw it there, and what follows must not cover it.
Columns columns_of_grapheme(std::string_view grapheme)
{
    if (grapheme.size() == 1) {
        return Columns(is_ascii_printable(grapheme.front()) ? 1 : 0);
    }
    int widest = 0;
    int beside = 0;
    char32_t before = 0;
    std::string_view rest = grapheme;
    bool regional = false;
    while (!rest.empty()) {
        const char32_t c = take_code_point(rest);
        if (c == emoji_presentation && has_emoji_variant(before)) {
            return Columns(2);
        }
        const bool flag = c >= 0x1f1e6 && c <= 0x1f1ff;
        if (flag && regional) {
            return Columns(2);
        }
        beside += before != 0 && is_beside(c) ? 1 : 0;
        before = c;
        regional = flag;
        widest = std::max(widest, utf8proc_charwidth(static_cast<utf8proc_int32_t>(c)));
    }
    return Columns(std::min(widest + beside, 2));
}

Columns columns_of(std::string_view text)
{
    Columns total;
    while (!text.empty()) {
        const std::size_t plain = plain_run(text);
        total += Columns(static_cast<int>(plain));
        text.remove_prefix(plain);
        const std::size_t size = first_grapheme(text);
        total += columns_of_grapheme(text.substr(0, size));
        text.remove_prefix(size);
    }
    return total;
}

std::size_t graphemes_in(std::string_view text)
{
    std::size_t count = 0;
    for (; !text.empty(); ++count) {
        text.remove_prefix(first_grapheme(text));
    }
    return count;
}

} // namespace hubbub::wire
