// SPDX-License-Identifier: MIT
#include "tui/view/colors.h"

#include "base/strings.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace hubbub::tui::view {

namespace {

// mIRC's 0 to 98 as numbers of the 256-colour palette. modern.ircdocs.horse/formatting, "Colors".
constexpr std::array<std::int16_t, 99> palette = {
    15,  0,   4,   2,   9,   1,   5,   3,   11,  10,  6,   14,  12,  13,  8,   7,   52,
    94,  100, 58,  22,  29,  23,  24,  17,  54,  53,  89,  88,  130, 142, 64,  28,  35,
    30,  25,  18,  91,  90,  125, 124, 166, 184, 106, 34,  49,  37,  33,  19,  129, 127,
    161, 196, 208, 226, 154, 46,  86,  51,  75,  21,  171, 201, 198, 203, 215, 227, 191,
    83,  122, 87,  111, 63,  177, 207, 205, 217, 223, 229, 193, 157, 158, 159, 153, 147,
    183, 219, 212, 16,  233, 235, 237, 239, 241, 244, 247, 250, 254, 231};

constexpr std::array<std::int16_t, 12> nick_colors = {67,  71,  73,  97,  101, 103,
                                                      107, 131, 133, 137, 139, 173};

// The nearest of the palette's 6x6x6 cube.
std::int16_t nearest_in_cube(std::uint32_t rgb)
{
    const auto level = [](std::uint32_t value) {
        return value < 48 ? 0U : value < 115 ? 1U : (value - 35) / 40;
    };
    return static_cast<std::int16_t>(16 + 36 * level((rgb >> 16U) & 255U) +
                                     6 * level((rgb >> 8U) & 255U) + level(rgb & 255U));
}

std::int16_t number_of(const wire::Color& color, std::int16_t otherwise)
{
    switch (color.kind) {
    case wire::Color::Kind::none:
        return otherwise;
    case wire::Color::Kind::palette:
        return palette[std::min<std::size_t>(color.value, palette.size() - 1)];
    case wire::Color::Kind::rgb:
        return nearest_in_cube(color.value);
    }
    return otherwise;
}

} // namespace

Face face_of_style(const wire::Style& style, Face base)
{
    base.foreground = number_of(style.foreground, base.foreground);
    base.background = number_of(style.background, base.background);
    if (base.foreground == base.background && base.foreground >= 0) {
        base.background = -1; // hidden text is shown
    }
    base.bold = base.bold || style.bold;
    base.italic = base.italic || style.italic;
    base.underline = base.underline || style.underline;
    base.reverse = base.reverse != style.reverse;
    base.dim = base.dim || style.strike;
    return base;
}

Face face_of_nick(std::string_view nick)
{
    std::uint32_t hash = 2166136261U; // FNV-1a
    for (const char c : nick) {
        hash = (hash ^ static_cast<unsigned char>(ascii_lower(c))) * 16777619U;
    }
    Face face;
    face.foreground = nick_colors[(hash >> 7U) % nick_colors.size()];
    return face;
}

} // namespace hubbub::tui::view
