// SPDX-License-Identifier: MIT
// Text to rows of at most so many columns, broken between words where it can be and never inside a
// grapheme.
#pragma once

#include "tui/view/frame.h"

#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tui::view {

struct Span {
    std::string text;
    Face face;
    std::string link = {}; // the whole address that the text is a part of
};

using Row = std::vector<Span>;

// text: with mIRC formatting. Never empty: nothing makes one empty row. width is at least 1; a
// grapheme wider than that stands alone on its row.
std::vector<Row> wrap(std::string_view text, int width, const Face& base);

int columns_of(const Row& row);

// At most so many columns of it; where something is left out, an ellipsis stands.
std::string shortened(std::string_view text, int columns);

} // namespace hubbub::tui::view
