// SPDX-License-Identifier: MIT
#include "wire/safe_text.h"

#include "wire/unicode.h"
#include "wire/utf8.h"

#include <algorithm>

namespace hubbub::wire {

SafeText SafeText::from_network(std::string_view text)
{
    if (std::all_of(text.begin(), text.end(), is_ascii_printable)) {
        return SafeText(std::string(text));
    }
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const Decoded one = decode(text);
        const std::size_t size = one.valid ? one.size : wrong_piece(text);
        if (one.code_point == '\t' || is_line_separator(one.code_point)) {
            out += ' ';
        } else if (!one.valid) {
            out += to_utf8(replacement);
        } else if (!is_control(one.code_point) && !changes_direction(one.code_point)) {
            out += text.substr(0, size);
        }
        text.remove_prefix(size);
    }
    return SafeText(std::move(out));
}

} // namespace hubbub::wire
