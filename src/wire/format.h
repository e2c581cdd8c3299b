// SPDX-License-Identifier: MIT
// mIRC formatting, parsed once: for plain text its codes are left out, for the screen it becomes
// runs of one style. modern.ircdocs.horse/formatting.
//
//   02 bold  1D italic  1F underline  1E strike  11 monospace  16 reverse  0F reset
//   03 [N[N] ["," N[N]]] colour       04 [RRGGBB ["," RRGGBB]] colour
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::wire {

struct Color {
    enum class Kind : std::uint8_t { none, palette, rgb } kind = Kind::none;
    std::uint32_t value = 0; // palette: 0 to 98, mIRC's numbers; rgb: 0xRRGGBB
    friend bool operator==(const Color&, const Color&) = default;
};

struct Style {
    bool bold = false;
    bool italic = false;
    bool underline = false;
    bool strike = false;
    bool monospace = false;
    bool reverse = false;
    Color foreground;
    Color background;
    friend bool operator==(const Style&, const Style&) = default;
};

struct Run {
    Style style;
    std::string_view text; // into the parsed text; never empty
};

// Where the first code stands; text.size(): nowhere.
std::size_t find_format_code(std::string_view text);

// Codes are left out of the runs; other bytes are not judged.
std::vector<Run> parse_format(std::string_view text);

std::string strip_format(std::string_view text);

} // namespace hubbub::wire
