// SPDX-License-Identifier: MIT
// A frame as lines of text, without the spaces at their ends.
#pragma once

#include "tui/view/frame.h"

#include <string>
#include <vector>

namespace hubbub::tests {

inline std::vector<std::string> lines_of(const tui::view::Frame& frame)
{
    std::vector<std::string> lines;
    for (int row = 0; row < frame.size().rows; ++row) {
        std::string line;
        for (int column = 0; column < frame.size().columns; ++column) {
            line += frame.text(column, row);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        lines.push_back(line);
    }
    return lines;
}

} // namespace hubbub::tests
