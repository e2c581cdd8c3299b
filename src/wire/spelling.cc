// SPDX-License-Identifier: MIT
#include "wire/spelling.h"

#include "wire/unicode.h"
#include "wire/utf8.h"

#include <utf8proc.h>

#include <cstdlib>
#include <string>

namespace hubbub::wire {

namespace {

// The two that emoji are made with, where they do that and nowhere else.
bool is_within_emoji(char32_t before, char32_t c, std::string_view after)
{
    const bool skin_tone = before >= 0x1f3fb && before <= 0x1f3ff;
    if (c == emoji_presentation) {
        return is_pictograph(before);
    }
    if (c != zero_width_joiner || after.empty()) {
        return false;
    }
    return (is_pictograph(before) || skin_tone || before == emoji_presentation) &&
           is_pictograph(decode(after).code_point);
}

// Its NFC.
std::string composed(std::string_view text)
{
    utf8proc_uint8_t* out = nullptr;
    const utf8proc_ssize_t size =
        utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                     static_cast<utf8proc_ssize_t>(text.size()), &out,
                     static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    std::string form(size < 0 ? text
                              : std::string_view(reinterpret_cast<const char*>(out),
                                                 static_cast<std::size_t>(size)));
    std::free(out);
    return form;
}

} // namespace

bool is_plainly_visible(std::string_view text)
{
    char32_t before = 0;
    while (!text.empty()) {
        const char32_t c = take_code_point(text);
        if (is_blank(c) || (is_invisible(c) && !is_within_emoji(before, c, text))) {
            return false;
        }
        if (before == 0 && is_mark(c)) {
            return false; // it would be drawn on what stands before the name
        }
        before = c;
    }
    return true;
}

bool is_usual_spelling(std::string_view text)
{
    for (std::string_view rest = text; !rest.empty();) {
        const char32_t c = take_code_point(rest);
        const bool hangul_letter = c >= 0x3131 && c <= 0x318e;
        if (is_variant(c) && !hangul_letter) {
            return false;
        }
    }
    return composed(text) == text;
}

} // namespace hubbub::wire
