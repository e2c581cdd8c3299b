// SPDX-License-Identifier: MIT
// A colour of the screen: the terminal's own, one of the 256 of the palette, or exactly so much of
// red, green and blue. What a terminal makes of it is the painter's affair.
#pragma once

#include <cstdint>

namespace hubbub::tui::view {

class Color {
  public:
    constexpr Color() = default; // the terminal's own
    static constexpr Color palette(int number) { return Color(number); }
    static constexpr Color exactly(std::uint32_t rgb)
    {
        return Color(static_cast<std::int32_t>(rgb) + first_exact);
    }

    constexpr bool is_own() const { return value_ < 0; }
    constexpr bool is_exact() const { return value_ >= first_exact; }
    // Of the palette. Requires: neither own nor exact.
    constexpr int number() const { return value_; }
    // 0xRRGGBB; of the palette as xterm has it. Requires: not own.
    std::uint32_t rgb() const;

    friend constexpr bool operator==(Color, Color) = default;

  private:
    static constexpr std::int32_t first_exact = 1 << 24;
    explicit constexpr Color(std::int32_t value) : value_(value) {}
    std::int32_t value_ = -1;
};

// How well one is told from the other, 1 to 21. WCAG 2.1, "contrast ratio".
double contrast(std::uint32_t rgb, std::uint32_t other);

// The same hue, light or dark enough to be read on black and on white alike: nobody knows which the
// terminal's own ground is.
Color readable_anywhere(Color color);

} // namespace hubbub::tui::view
