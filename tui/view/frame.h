// SPDX-License-Identifier: MIT
// A picture of the screen: a grid of cells. Knows nothing of chat and nothing of terminals.
#pragma once

#include "tui/view/color.h"
#include "wire/text.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tui::view {

struct Size {
    int columns = 80;
    int rows = 24;
    friend bool operator==(Size, Size) = default;
};

struct Face {
    Color foreground;
    Color background;
    bool bold = false;
    bool dim = false;
    bool italic = false;
    bool underline = false;
    bool strike = false;
    bool reverse = false;
    friend bool operator==(const Face&, const Face&) = default;
};

struct Cell {
    std::string text = " "; // one grapheme; empty: covered by the wide one to the left
    Face face;
    std::uint32_t link = 0; // Frame::link(); 0: none
    friend bool operator==(const Cell&, const Cell&) = default;
};

class Frame {
  public:
    explicit Frame(Size size)
        : size_(size), cells_(static_cast<std::size_t>(size.columns * size.rows))
    {
    }

    Size size() const { return size_; }
    const Cell& at(int column, int row) const { return cells_[index(column, row)]; }

    // Writes safe text from a cell on, cut at right (exclusive) or at the frame's edge. Returns the
    // column after it.
    int write(int column, int row, std::string_view text, const Face& face, int right = 1 << 20,
              std::uint32_t link = 0)
    {
        while (!text.empty() && row >= 0 && row < size_.rows) {
            const std::size_t bytes = wire::first_grapheme(text);
            const int width = wire::columns_of_grapheme(text.substr(0, bytes)).count;
            if (width > 0) {
                if (column + width > std::min(right, size_.columns)) {
                    break;
                }
                put(column, row, text.substr(0, bytes), width, face, link);
                column += width;
            }
            text.remove_prefix(bytes);
        }
        return column;
    }

    void fill(int left, int row, int right, const Face& face)
    {
        for (int column = left; column < std::min(right, size_.columns); ++column) {
            if (row >= 0 && row < size_.rows && column >= 0) {
                cells_[index(column, row)] = Cell{" ", face, 0};
            }
        }
    }

    // An address that cells may lead to. Of one address the number is the same in every frame.
    std::uint32_t add_link(const std::string& address)
    {
        const auto number =
            std::max(static_cast<std::uint32_t>(std::hash<std::string>{}(address)), 1U);
        links_[number] = address;
        return number;
    }
    const std::string& link(std::uint32_t number) const { return links_.at(number); }

    int cursor_column = 0;
    int cursor_row = 0;

  private:
    std::size_t index(int column, int row) const
    {
        return static_cast<std::size_t>(row * size_.columns + column);
    }
    void put(int column, int row, std::string_view grapheme, int width, const Face& face,
             std::uint32_t link)
    {
        if (column < 0) {
            return;
        }
        cells_[index(column, row)] = Cell{std::string(grapheme), face, link};
        if (width == 2) {
            cells_[index(column + 1, row)] = Cell{std::string(), face, link};
        }
    }

    Size size_;
    std::vector<Cell> cells_;
    std::map<std::uint32_t, std::string> links_;
};

} // namespace hubbub::tui::view
