// SPDX-License-Identifier: MIT
// A picture of the screen, or of some of its rows: a grid of cells. Knows nothing of chat and
// nothing of terminals.
#pragma once

#include "tui/view/color.h"
#include "wire/graphemes.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
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
    std::array<std::uint8_t, 2>
        unused{}; // nothing of a face is padding: they are compared as bytes
    friend bool operator==(const Face& a, const Face& b)
    {
        return std::memcmp(&a, &b, sizeof a) == 0;
    }
};
static_assert(std::has_unique_object_representations_v<Face>);

// Small, for there are thousands in each frame, and most hold one letter. Frame::text() reads it.
struct Cell {
    static constexpr std::uint8_t elsewhere = 255;

    // The grapheme where it takes no more than four bytes, as nearly all do; else its number in the
    // frame.
    std::array<char, 4> bytes{' '};
    std::uint32_t link = 0; // Frame::link(); 0: none
    Face face;
    std::uint8_t size = 1; // of the bytes; 0: covered by the wide one to the left; or elsewhere
    std::array<std::uint8_t, 3> unused{}; // as in a face
    friend bool operator==(const Cell& a, const Cell& b)
    {
        return std::memcmp(&a, &b, sizeof a) == 0;
    }
};
static_assert(std::has_unique_object_representations_v<Cell>);

class Frame {
  public:
    explicit Frame(Size size) : Frame(size, 0, size.rows) {}
    // Of the rows from top to bottom (exclusive) alone. Requires: the screen has them.
    Frame(Size size, int top, int bottom)
        : size_(size), top_(top), bottom_(bottom),
          cells_(static_cast<std::size_t>(size.columns * (bottom - top)))
    {
    }

    Size size() const { return size_; } // the screen's
    int top() const { return top_; }
    int bottom() const { return bottom_; }
    bool is_whole() const { return top_ == 0 && bottom_ == size_.rows; }
    // Requires: this frame has the row, here and below.
    const Cell& at(int column, int row) const { return cells_[index(column, row)]; }
    // One grapheme; empty: the cell is covered by the wide one to the left.
    std::string_view text(int column, int row) const
    {
        const Cell& cell = at(column, row);
        return cell.size == Cell::elsewhere ? std::string_view(long_ones_.at(number_of(cell)))
                                            : std::string_view(cell.bytes.data(), cell.size);
    }

    // Whether the row holds the same cells; the other frame is as wide.
    bool has_same_row(const Frame& other, int row) const
    {
        return std::memcmp(&at(0, row), &other.at(0, row),
                           static_cast<std::size_t>(size_.columns) * sizeof(Cell)) == 0;
    }

    // Takes the rows over that the other has. Requires: the screens are as large, and its rows are
    // among these.
    void take_rows(const Frame& other)
    {
        std::copy(other.cells_.begin(), other.cells_.end(),
                  cells_.begin() + static_cast<std::ptrdiff_t>(index(0, other.top_)));
        links_.insert(other.links_.begin(), other.links_.end());
        long_ones_.insert(other.long_ones_.begin(), other.long_ones_.end());
        cursor_column = other.cursor_column;
        cursor_row = other.cursor_row;
    }

    // Writes safe text from a cell on, cut at right (exclusive) or at the frame's edge. Returns the
    // column after it.
    int write(int column, int row, std::string_view text, const Face& face, int right = 1 << 20,
              std::uint32_t link = 0)
    {
        const int edge = std::min(right, size_.columns);
        while (!text.empty() && has(row)) {
            if (const std::size_t plain = wire::plain_run(text); plain != 0) {
                if (column >= edge) {
                    break;
                }
                column = put_plain(column, row, text.substr(0, plain), face, edge, link);
                text.remove_prefix(plain);
                continue;
            }
            const std::size_t bytes = wire::first_grapheme(text);
            const int width = wire::columns_of_grapheme(text.substr(0, bytes)).count;
            if (width > 0) {
                if (column + width > edge) {
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
        const int from = std::max(left, 0);
        const int edge = std::min(right, size_.columns);
        if (has(row) && from < edge) {
            std::fill_n(&cells_[index(from, row)], edge - from, Cell{.face = face});
        }
    }

    // An address that cells may lead to. Of one address the number is the same in every frame.
    std::uint32_t add_link(const std::string& address)
    {
        const std::uint32_t number = std::max(hash_of(address), 1U);
        links_[number] = address;
        return number;
    }
    const std::string& link(std::uint32_t number) const { return links_.at(number); }

    int cursor_column = 0;
    int cursor_row = 0;

  private:
    std::size_t index(int column, int row) const
    {
        return static_cast<std::size_t>((row - top_) * size_.columns + column);
    }
    bool has(int row) const { return row >= top_ && row < bottom_; }
    // A cluster may have any number of marks; no letter has so many.
    static std::string_view bounded(std::string_view grapheme)
    {
        constexpr std::size_t longest = 96; // bytes; a family with skins takes 41
        std::size_t size = std::min(grapheme.size(), longest);
        while (size < grapheme.size() &&
               (static_cast<unsigned char>(grapheme[size]) & 0xc0U) == 0x80) {
            --size;
        }
        return grapheme.substr(0, size);
    }
    // A letter a cell, up to the edge. Returns the column after the last.
    int put_plain(int column, int row, std::string_view letters, const Face& face, int edge,
                  std::uint32_t link)
    {
        const int end = std::min(column + static_cast<int>(letters.size()), edge);
        const int first = std::max(column, 0);
        if (first >= end) {
            return std::max(column, end);
        }
        Cell cell{.link = link, .face = face};
        Cell* place = &cells_[index(first, row)];
        for (const char letter : letters.substr(static_cast<std::size_t>(first - column),
                                                static_cast<std::size_t>(end - first))) {
            cell.bytes.front() = letter;
            *place++ = cell;
        }
        return end;
    }
    void put(int column, int row, std::string_view grapheme, int width, const Face& face,
             std::uint32_t link)
    {
        if (column < 0) {
            return;
        }
        grapheme = bounded(grapheme);
        Cell& cell = cells_[index(column, row)];
        cell = Cell{{}, link, face, static_cast<std::uint8_t>(grapheme.size()), {}};
        if (grapheme.size() <= cell.bytes.size()) {
            std::copy(grapheme.begin(), grapheme.end(), cell.bytes.begin());
        } else {
            const std::uint32_t number = hash_of(grapheme);
            cell.size = Cell::elsewhere;
            cell.bytes = std::bit_cast<std::array<char, 4>>(number);
            long_ones_.try_emplace(number, grapheme);
        }
        if (width == 2) {
            cells_[index(column + 1, row)] = Cell{{}, link, face, 0, {}};
        }
    }
    // Of the same text the same in every frame, so that cells can be compared.
    static std::uint32_t hash_of(std::string_view text)
    {
        return static_cast<std::uint32_t>(std::hash<std::string_view>{}(text));
    }
    static std::uint32_t number_of(const Cell& cell)
    {
        return std::bit_cast<std::uint32_t>(cell.bytes);
    }

    Size size_;
    int top_;
    int bottom_;
    std::vector<Cell> cells_;
    std::map<std::uint32_t, std::string> links_;
    std::map<std::uint32_t, std::string> long_ones_; // graphemes
};

} // namespace hubbub::tui::view
