// SPDX-License-Identifier: MIT
#include "wire/pieces.h"

#include "wire/graphemes.h"
#include "wire/utf8.h"

namespace hubbub::wire {

std::string_view split_for_wire(std::string_view text, std::size_t longest)
{
    if (text.size() <= longest) {
        return text;
    }
    std::size_t end = 0;
    std::size_t after_space = 0;
    while (end < text.size()) {
        const std::size_t size = first_grapheme(text.substr(end));
        if (end + size > longest) {
            break;
        }
        end += size;
        if (text[end - 1] == ' ') {
            after_space = end;
        }
    }
    if (after_space > longest / 2) {
        return text.substr(0, after_space);
    }
    if (end != 0) {
        return text.substr(0, end);
    }
    // One cluster longer than a line: between code points, if need be.
    while (end < text.size()) {
        const std::size_t size = decode(text.substr(end)).size;
        if (end != 0 && end + size > longest) {
            break;
        }
        end += size;
    }
    return text.substr(0, end);
}

std::size_t messages_in(std::string_view text)
{
    std::size_t count = 0;
    for (; !text.empty(); ++count) {
        text.remove_prefix(split_for_wire(text, longest_message).size());
    }
    return count;
}

} // namespace hubbub::wire
