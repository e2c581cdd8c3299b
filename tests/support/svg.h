// SPDX-License-Identifier: MIT
// A screen of characters as a picture, SVG.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tests {

// One character of the screen, with what it stands on.
struct Glyph {
    std::string text;    // a cluster, UTF-8; empty behind a wide one
    unsigned ink = 0;    // 0xrrggbb
    unsigned ground = 0; // likewise
    bool bold = false;
    bool italic = false;
    bool underline = false;

    bool looks_like(const Glyph& other) const
    {
        return ink == other.ink && ground == other.ground && bold == other.bold &&
               italic == other.italic && underline == other.underline;
    }
};

using Glyphs = std::vector<std::vector<Glyph>>; // rows of one length

// title: for who cannot see it. Every character stands in its column, whatever the font.
std::string svg_of(const Glyphs& rows, unsigned ground, std::string_view title);

} // namespace hubbub::tests
