// SPDX-License-Identifier: MIT
#include "tui/view/color.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace hubbub::tui::view {

namespace {

// xterm's defaults for the first 16, which a terminal's theme may change.
constexpr std::array<std::uint32_t, 16> themed = {
    0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
    0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff};

using Light = std::array<double, 3>; // red, green, blue; 0 to 1, twice as much is twice the light

double light_of(double level)
{
    return level <= 0.04045 ? level / 12.92 : std::pow((level + 0.055) / 1.055, 2.4);
}

double level_of(double light)
{
    return light <= 0.0031308 ? light * 12.92 : 1.055 * std::pow(light, 1 / 2.4) - 0.055;
}

Light light_in(std::uint32_t rgb)
{
    static const std::array<double, 256> known = [] {
        std::array<double, 256> all{};
        for (std::size_t level = 0; level < all.size(); ++level) {
            all[level] = light_of(static_cast<double>(level) / 255);
        }
        return all;
    }();
    return {known[(rgb >> 16U) & 255U], known[(rgb >> 8U) & 255U], known[rgb & 255U]};
}

std::uint32_t rgb_of(const Light& light)
{
    std::uint32_t rgb = 0;
    for (const double part : light) {
        const double level = std::clamp(level_of(part), 0.0, 1.0);
        rgb = (rgb << 8U) | static_cast<std::uint32_t>(std::lround(level * 255));
    }
    return rgb;
}

double luminance(const Light& light)
{
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];
}

} // namespace

std::uint32_t Color::rgb() const
{
    if (is_exact()) {
        return static_cast<std::uint32_t>(value_ - first_exact);
    }
    const auto number = static_cast<std::uint32_t>(value_);
    if (number < themed.size()) {
        return themed[number];
    }
    if (number >= 232) { // 24 greys
        return (8 + 10 * (number - 232)) * 0x010101U;
    }
    const auto level = [](std::uint32_t step) { return step == 0 ? 0 : 55 + 40 * step; };
    const std::uint32_t cube = number - 16; // 6 x 6 x 6
    return level(cube / 36) << 16U | level(cube / 6 % 6) << 8U | level(cube % 6);
}

double contrast(std::uint32_t rgb, std::uint32_t other)
{
    const double a = luminance(light_in(rgb)) + 0.05;
    const double b = luminance(light_in(other)) + 0.05;
    return std::max(a, b) / std::min(a, b);
}

Color readable_anywhere(Color color)
{
    constexpr double least = 0.10; // three times the light of black; nothing has 0.05
    constexpr double most = 0.40;  // white has more than twice this; orange stays orange
    Light light = light_in(color.rgb());
    const double now = luminance(light);
    if (now >= least && now <= most) {
        return color;
    }
    for (double& part : light) {
        part = now > most ? part * most / now : part + (1 - part) * (least - now) / (1 - now);
    }
    return Color::exactly(rgb_of(light));
}

} // namespace hubbub::tui::view
