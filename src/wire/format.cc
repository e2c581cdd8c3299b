// SPDX-License-Identifier: MIT
#include "wire/format.h"

#include "base/strings.h"

#include <algorithm>

namespace hubbub::wire {

namespace {

constexpr std::string_view codes = "\x02\x1d\x1f\x1e\x11\x16\x0f\x03\x04";
constexpr std::uint32_t default_color = 99;

bool is_hex(char c)
{
    return is_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f');
}

// One or two digits.
bool take_palette(std::string_view& text, Color& out)
{
    std::size_t digits = 0;
    std::uint32_t value = 0;
    while (digits < 2 && digits < text.size() && is_digit(text[digits])) {
        value = value * 10 + static_cast<std::uint32_t>(text[digits++] - '0');
    }
    if (digits == 0) {
        return false;
    }
    text.remove_prefix(digits);
    out = value == default_color ? Color{} : Color{Color::Kind::palette, value};
    return true;
}

bool take_rgb(std::string_view& text, Color& out)
{
    constexpr std::size_t digits = 6;
    if (text.size() < digits || !std::all_of(text.begin(), text.begin() + digits, is_hex)) {
        return false;
    }
    std::uint32_t value = 0;
    std::from_chars(text.data(), text.data() + digits, value, 16);
    text.remove_prefix(digits);
    out = {Color::Kind::rgb, value};
    return true;
}

// Foreground, and after a comma background; neither takes both away.
template <typename Take>
void take_colors(std::string_view& text, Style& style, Take take)
{
    if (!take(text, style.foreground)) {
        style.foreground = {};
        style.background = {};
        return;
    }
    std::string_view after_comma = text;
    if (after_comma.starts_with(',')) {
        after_comma.remove_prefix(1);
        if (take(after_comma, style.background)) {
            text = after_comma;
        }
    }
}

// Requires: text starts with one of the codes.
void take_code(std::string_view& text, Style& style)
{
    const char code = text.front();
    text.remove_prefix(1);
    switch (code) {
    case '\x02':
        style.bold = !style.bold;
        return;
    case '\x1d':
        style.italic = !style.italic;
        return;
    case '\x1f':
        style.underline = !style.underline;
        return;
    case '\x1e':
        style.strike = !style.strike;
        return;
    case '\x11':
        style.monospace = !style.monospace;
        return;
    case '\x16':
        style.reverse = !style.reverse;
        return;
    case '\x03':
        return take_colors(text, style, take_palette);
    case '\x04':
        return take_colors(text, style, take_rgb);
    default:
        style = {};
        return;
    }
}

bool is_code(char c)
{
    return static_cast<unsigned char>(c) < ' ' && codes.find(c) != std::string_view::npos;
}

} // namespace

std::size_t find_format_code(std::string_view text)
{
    const auto found = std::find_if(text.begin(), text.end(), is_code);
    return static_cast<std::size_t>(found - text.begin());
}

std::vector<Run> parse_format(std::string_view text)
{
    std::vector<Run> runs;
    Style style;
    while (!text.empty()) {
        const std::size_t end = find_format_code(text);
        if (end != 0) {
            runs.push_back({style, text.substr(0, end)});
        }
        text.remove_prefix(end);
        if (!text.empty()) {
            take_code(text, style);
        }
    }
    return runs;
}

std::string strip_format(std::string_view text)
{
    if (find_format_code(text) == text.size()) {
        return std::string(text);
    }
    std::string out;
    for (const Run& run : parse_format(text)) {
        out += run.text;
    }
    return out;
}

} // namespace hubbub::wire
