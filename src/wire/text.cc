// SPDX-License-Identifier: MIT
#include "wire/text.h"

#include "base/strings.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <initializer_list>

namespace hubbub::wire {

namespace {

constexpr char32_t replacement = 0xfffd;
constexpr char32_t zero_width_joiner = 0x200d;
constexpr char32_t emoji_presentation = 0xfe0f;

const utf8proc_uint8_t* bytes(std::string_view text)
{
    return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

struct Decoded {
    char32_t code_point;
    std::size_t size; // of the bytes; at least 1
    bool valid;
};

bool is_continuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0U) == 0x80;
}

// Requires: text is not empty.
Decoded decode(std::string_view text)
{
    const auto first = static_cast<unsigned char>(text.front());
    if (first < 0x80) {
        return {first, 1, true};
    }
    utf8proc_int32_t code_point = -1;
    const auto size = utf8proc_iterate(
        bytes(text), static_cast<utf8proc_ssize_t>(std::min<std::size_t>(text.size(), 4)),
        &code_point);
    if (size <= 0 || code_point < 0) {
        return {replacement, 1, false};
    }
    return {static_cast<char32_t>(code_point), static_cast<std::size_t>(size), true};
}

// How many bytes at the front are the start of a code point that has no end: the "maximal subpart"
// of the Unicode standard, section 3.9. Requires: decode(text) is not valid.
std::size_t wrong_piece(std::string_view text)
{
    constexpr std::string_view possible_end = "\x80\xbf"; // tried as continuations
    std::size_t size = 1;
    while (size < std::min<std::size_t>(text.size(), 3) && is_continuation(text[size])) {
        // Some code point must begin with these bytes.
        bool begins_one = false;
        for (const char filler : possible_end) {
            std::string trial(text.substr(0, size + 1));
            while (trial.size() < 4 && !begins_one) {
                trial += filler;
                begins_one = decode(trial).size == trial.size();
            }
        }
        if (!begins_one) {
            break;
        }
        ++size;
    }
    return size;
}

bool is_ascii_printable(char c)
{
    return c >= ' ' && c < 0x7f;
}

bool is_control(char32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

// Embeddings, overrides, isolates and marks of direction: U+200E-200F, 202A-202E, 2066-2069, 061C.
bool changes_direction(char32_t c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e ||
           c == 0x200f || c == 0x061c;
}

bool is_line_separator(char32_t c)
{
    return c == 0x2028 || c == 0x2029 || c == 0x85;
}

const utf8proc_property_t& property(char32_t c)
{
    return *utf8proc_get_property(static_cast<utf8proc_int32_t>(c));
}

bool has_category(char32_t c, std::initializer_list<utf8proc_category_t> categories)
{
    const auto category = static_cast<utf8proc_category_t>(property(c).category);
    return std::find(categories.begin(), categories.end(), category) != categories.end();
}

bool is_mark(char32_t c)
{
    return has_category(c, {UTF8PROC_CATEGORY_MN, UTF8PROC_CATEGORY_MC, UTF8PROC_CATEGORY_ME});
}

// The vowels of Devanagari that stand on the right, SARA AM of Thai: a part of the cluster, and
// drawn in a column of its own.
bool is_beside(char32_t c)
{
    return property(c).boundclass == UTF8PROC_BOUNDCLASS_SPACINGMARK;
}

bool is_pictograph(char32_t c)
{
    return property(c).boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

// Pictographs, and what keycaps are made of.
bool has_emoji_variant(char32_t c)
{
    return is_pictograph(c) || (c >= '0' && c <= '9') || c == '#' || c == '*';
}

// Controls, spaces of any kind, code points that mean nothing, and the Braille blank.
bool is_blank(char32_t c)
{
    return is_control(c) || c == 0x2800 ||
           has_category(c, {UTF8PROC_CATEGORY_ZS, UTF8PROC_CATEGORY_ZL, UTF8PROC_CATEGORY_ZP,
                            UTF8PROC_CATEGORY_CN, UTF8PROC_CATEGORY_CO});
}

// Drawn as nothing: format characters, fillers, selectors of variants.
bool is_invisible(char32_t c)
{
    return has_category(c, {UTF8PROC_CATEGORY_CF}) || property(c).ignorable || c == 0xffa0;
}

std::string mapped(std::string_view text, utf8proc_int32_t (*map)(utf8proc_int32_t))
{
    std::string out;
    while (!text.empty()) {
        const char32_t c = take_code_point(text);
        out += to_utf8(static_cast<char32_t>(map(static_cast<utf8proc_int32_t>(c))));
    }
    return out;
}

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
        utf8proc_map(bytes(text), static_cast<utf8proc_ssize_t>(text.size()), &out,
                     static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    std::string form(size < 0 ? text
                              : std::string_view(reinterpret_cast<const char*>(out),
                                                 static_cast<std::size_t>(size)));
    std::free(out);
    return form;
}

// How many bytes at the front are ASCII for sure: whole words of them, looked at at once.
std::size_t ascii_words(std::string_view text)
{
    std::size_t size = 0;
    for (std::uint64_t word = 0; text.size() - size >= sizeof word; size += sizeof word) {
        std::memcpy(&word, text.data() + size, sizeof word);
        if ((word & 0x8080808080808080U) != 0) {
            break;
        }
    }
    return size;
}

} // namespace

bool is_utf8(std::string_view text)
{
    while (!text.empty()) {
        text.remove_prefix(ascii_words(text));
        if (text.empty()) {
            break;
        }
        if (static_cast<unsigned char>(text.front()) < 0x80) {
            text.remove_prefix(1);
            continue;
        }
        const Decoded one = decode(text);
        if (!one.valid) {
            return false;
        }
        text.remove_prefix(one.size);
    }
    return true;
}

std::string repair_utf8(std::string_view text)
{
    if (is_utf8(text)) {
        return std::string(text);
    }
    std::string out;
    while (!text.empty()) {
        const Decoded one = decode(text);
        const std::size_t size = one.valid ? one.size : wrong_piece(text);
        out += one.valid ? std::string(text.substr(0, size)) : to_utf8(replacement);
        text.remove_prefix(size);
    }
    return out;
}

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
        if (property(c).decomp_type != 0 && !hangul_letter) { // a variant of another; 0: an equal
            return false;
        }
    }
    return composed(text) == text;
}

char32_t take_code_point(std::string_view& text)
{
    const Decoded one = decode(text);
    text.remove_prefix(one.size);
    return one.code_point;
}

std::string to_utf8(char32_t code_point)
{
    utf8proc_uint8_t buffer[4];
    const auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code_point), buffer);
    return {reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(size)};
}

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

std::size_t graphemes_in(std::string_view text)
{
    std::size_t count = 0;
    for (; !text.empty(); ++count) {
        text.remove_prefix(first_grapheme(text));
    }
    return count;
}

std::string_view quit_reason(std::string_view text)
{
    return trim(text) == "Quit:" ? std::string_view{} : text;
}

std::size_t messages_in(std::string_view text)
{
    std::size_t count = 0;
    for (; !text.empty(); ++count) {
        text.remove_prefix(split_for_wire(text, longest_message).size());
    }
    return count;
}

std::string to_lower_case(std::string_view text)
{
    return mapped(text, utf8proc_tolower);
}

std::string to_upper_case(std::string_view text)
{
    return mapped(text, utf8proc_toupper);
}

bool is_letter_or_digit(char32_t c)
{
    return is_mark(c) ||
           has_category(c, {UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LL, UTF8PROC_CATEGORY_LT,
                            UTF8PROC_CATEGORY_LM, UTF8PROC_CATEGORY_LO, UTF8PROC_CATEGORY_ND,
                            UTF8PROC_CATEGORY_NL, UTF8PROC_CATEGORY_NO});
}

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
