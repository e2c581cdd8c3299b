// SPDX-License-Identifier: MIT
#include "tui/term/palette.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace hubbub::tui::term {

namespace {

using view::Color;

struct Parts {
    int red, green, blue;
    int most() const { return std::max({red, green, blue}); }
    int least() const { return std::min({red, green, blue}); }
};

Parts parts_of(std::uint32_t rgb)
{
    return {static_cast<int>(rgb >> 16U & 255U), static_cast<int>(rgb >> 8U & 255U),
            static_cast<int>(rgb & 255U)};
}

int distance(std::uint32_t a, std::uint32_t b)
{
    const Parts x = parts_of(a);
    const Parts y = parts_of(b);
    const auto square = [](int part, int other) { return (part - other) * (part - other); };
    return 2 * square(x.red, y.red) + 4 * square(x.green, y.green) + 3 * square(x.blue, y.blue);
}

// Of the cube and the greys; the first 16 are another thing in every theme.
int nearest_of_256(std::uint32_t rgb)
{
    const Parts parts = parts_of(rgb);
    const auto step = [](int part) { return part < 48 ? 0 : part < 115 ? 1 : (part - 35) / 40; };
    const int cube = 16 + 36 * step(parts.red) + 6 * step(parts.green) + step(parts.blue);
    const int mean = (parts.red + parts.green + parts.blue) / 3;
    const int grey = 232 + std::clamp((mean - 3) / 10, 0, 23);
    return distance(Color::palette(grey).rgb(), rgb) < distance(Color::palette(cube).rgb(), rgb)
               ? grey
               : cube;
}

bool is_grey(const Parts& parts)
{
    return (parts.most() - parts.least()) * 5 <= parts.most();
}

// Black 0, red 1, green 2, yellow 3, blue 4, magenta 5, cyan 6, white 7; by hue, so that what was
// muted does not all become one grey.
int nearest_hue(const Parts& parts)
{
    const double range = parts.most() - parts.least();
    const double hue = parts.most() == parts.red     ? (parts.green - parts.blue) / range
                       : parts.most() == parts.green ? 2 + (parts.blue - parts.red) / range
                                                     : 4 + (parts.red - parts.green) / range;
    constexpr int by_hue[] = {1, 3, 2, 6, 4, 5};
    return by_hue[(std::lround(hue) + 6) % 6];
}

constexpr int bright = 8; // the upper half of 16

Color ink_of_few(Color ink, int count)
{
    const Parts parts = parts_of(ink.rgb());
    if (is_grey(parts)) {
        if (count < 16) {
            return Color::palette(parts.most() < 96 ? 0 : 7);
        }
        return Color::palette(parts.most() < 64    ? 0
                              : parts.most() < 160 ? bright
                              : parts.most() < 224 ? 7
                                                   : 15);
    }
    constexpr int blue = 4;
    constexpr int cyan = 6;
    const int hue = nearest_hue(parts);
    if (hue == blue) { // the dark blue of these is hard to read on black
        return Color::palette(count < 16 ? cyan : blue + bright);
    }
    return Color::palette(count >= 16 && parts.least() > 96 ? hue + bright : hue);
}

Color ground_of_few(Color ground, int count)
{
    const Parts parts = parts_of(ground.rgb());
    constexpr int blue = 4;
    if (!is_grey(parts)) {
        return Color::palette(nearest_hue(parts));
    }
    if (parts.most() < 48) {
        return Color::palette(0);
    }
    return count < 16 ? Color::palette(parts.most() < 128 ? blue : 7) : ink_of_few(ground, count);
}

bool has(Color color, int count)
{
    return color.is_own() || (!color.is_exact() && color.number() < count);
}

// Of few colours grey and white are too near to a ground that nobody knows.
bool is_lost_on_own(Color ink, int count)
{
    const int number = ink.number();
    return number == 0 || number == 7 || number == 15 || (count < 16 && number == bright);
}

} // namespace

Inks nearest(Inks wanted, int count)
{
    if (count >= true_colors) {
        return wanted;
    }
    Inks out = wanted;
    if (count >= 256) {
        for (Color* color : {&out.ink, &out.ground}) {
            *color = color->is_exact() ? Color::palette(nearest_of_256(color->rgb())) : *color;
        }
    } else {
        const int few = count < 16 ? 8 : 16;
        out.ink = has(wanted.ink, few) ? wanted.ink : ink_of_few(wanted.ink, few);
        out.ground = has(wanted.ground, few) ? wanted.ground : ground_of_few(wanted.ground, few);
        if (out.ground.is_own() && out.ink != wanted.ink && is_lost_on_own(out.ink, few)) {
            out.ink = {};
        }
    }
    if (out.ink == out.ground && !out.ink.is_own() && wanted.ink != wanted.ground) {
        constexpr std::uint32_t white = 0xffffff;
        out.ink = Color::palette(view::contrast(out.ground.rgb(), white) > 3 ? 7 : 0);
    }
    return out;
}

} // namespace hubbub::tui::term
