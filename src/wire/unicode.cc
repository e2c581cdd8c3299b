// SPDX-License-Identifier: MIT
#include "wire/unicode.h"

#include "wire/utf8.h"

#include <utf8proc.h>

#include <algorithm>
#include <initializer_list>

namespace hubbub::wire {

namespace {

const utf8proc_property_t& property(char32_t c)
{
    return *utf8proc_get_property(static_cast<utf8proc_int32_t>(c));
}

bool has_category(char32_t c, std::initializer_list<utf8proc_category_t> categories)
{
    const auto category = static_cast<utf8proc_category_t>(property(c).category);
    return std::find(categories.begin(), categories.end(), category) != categories.end();
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

} // namespace

bool is_control(char32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

bool changes_direction(char32_t c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e ||
           c == 0x200f || c == 0x061c;
}

bool is_line_separator(char32_t c)
{
    return c == 0x2028 || c == 0x2029 || c == 0x85;
}

bool is_mark(char32_t c)
{
    return has_category(c, {UTF8PROC_CATEGORY_MN, UTF8PROC_CATEGORY_MC, UTF8PROC_CATEGORY_ME});
}

bool is_beside(char32_t c)
{
    return property(c).boundclass == UTF8PROC_BOUNDCLASS_SPACINGMARK;
}

bool is_pictograph(char32_t c)
{
    return property(c).boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

bool has_emoji_variant(char32_t c)
{
    return is_pictograph(c) || (c >= '0' && c <= '9') || c == '#' || c == '*';
}

bool is_blank(char32_t c)
{
    return is_control(c) || c == 0x2800 ||
           has_category(c, {UTF8PROC_CATEGORY_ZS, UTF8PROC_CATEGORY_ZL, UTF8PROC_CATEGORY_ZP,
                            UTF8PROC_CATEGORY_CN, UTF8PROC_CATEGORY_CO});
}

bool is_invisible(char32_t c)
{
    return has_category(c, {UTF8PROC_CATEGORY_CF}) || property(c).ignorable || c == 0xffa0;
}

bool is_variant(char32_t c)
{
    return property(c).decomp_type != 0; // 0 is an equal
}

bool is_letter_or_digit(char32_t c)
{
    return is_mark(c) ||
           has_category(c, {UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LL, UTF8PROC_CATEGORY_LT,
                            UTF8PROC_CATEGORY_LM, UTF8PROC_CATEGORY_LO, UTF8PROC_CATEGORY_ND,
                            UTF8PROC_CATEGORY_NL, UTF8PROC_CATEGORY_NO});
}

std::string to_lower_case(std::string_view text)
{
    return mapped(text, utf8proc_tolower);
}

std::string to_upper_case(std::string_view text)
{
    return mapped(text, utf8proc_toupper);
}

} // namespace hubbub::wire
