// SPDX-License-Identifier: MIT
#include "tui/view/colors.h"

#include "base/strings.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace hubbub::tui::view {

namespace {

// mIRC's 0 to 98 as numbers of the 256-colour palette. modern.ircdocs.horse/formatting, "Colors".
constexpr std::array<std::uint8_t, 99> palette = {
    15,  0,   4,   2,   9,   1,   5,   3,   11,  10,  6,   14,  12,  13,  8,   7,   52,
    94,  100, 58,  22,  29,  23,  24,  17,  54,  53,  89,  88,  130, 142, 64,  28,  35,
    30,  25,  18,  91,  90,  125, 124, 166, 184, 106, 34,  49,  37,  33,  19,  129, 127,
    161, 196, 208, 226, 154, 46,  86,  51,  75,  21,  171, 201, 198, 203, 215, 227, 191,
    83,  122, 87,  111, 63,  177, 207, 205, 217, 223, 229, 193, 157, 158, 159, 153, 147,
    183, 219, 212, 16,  233, 235, 237, 239, 241, 244, 247, 250, 254, 231};

constexpr std::array<std::uint8_t, 12> nick_colors = {67,  71,  73,  97,  101, 103,
                                                      107, 131, 133, 137, 139, 173};

constexpr double least_contrast = 2;

Color color_of(const wire::Color& color, Color otherwise)
{
    switch (color.kind) {
    case wire::Color::Kind::none:
        return otherwise;
    case wire::Color::Kind::palette:
        return Color::palette(palette[std::min<std::size_t>(color.value, palette.size() - 1)]);
    case wire::Color::Kind::rgb:
        return Color::exactly(color.value);
    }
    return otherwise;
}

Color ink_that_shows(Color ink, Color ground)
{
    if (ground.is_own()) {
        return ink.is_own() ? ink : readable_anywhere(ink);
    }
    if (!ink.is_own() && contrast(ink.rgb(), ground.rgb()) >= least_contrast) {
        return ink;
    }
    constexpr Color black = Color::palette(16);
    constexpr Color white = Color::palette(231);
    const bool dark = contrast(white.rgb(), ground.rgb()) > contrast(black.rgb(), ground.rgb());
    return dark ? white : black;
}

} // namespace

Face face_of_style(const wire::Style& style, Face base)
{
    if (style.foreground != wire::Color{} || style.background != wire::Color{}) {
        base.background = color_of(style.background, base.background);
        base.foreground =
            ink_that_shows(color_of(style.foreground, base.foreground), base.background);
    }
    base.bold = base.bold || style.bold;
    base.italic = base.italic || style.italic;
    base.underline = base.underline || style.underline;
    base.reverse = base.reverse != style.reverse;
    base.strike = base.strike || style.strike;
    return base;
}

Face face_of_nick(std::string_view nick)
{
    std::uint32_t hash = 2166136261U; // FNV-1a
    for (const char c : nick) {
        hash = (hash ^ static_cast<unsigned char>(ascii_lower(c))) * 16777619U;
    }
    Face face;
    face.foreground = Color::palette(nick_colors[(hash >> 7U) % nick_colors.size()]);
    return face;
}

} // namespace hubbub::tui::view
