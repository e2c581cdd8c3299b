// SPDX-License-Identifier: MIT
// Frames to bytes: what must be sent so that the terminal shows the new one where it showed the
// last. Knows no terminal but by its capabilities, and never trusts the cursor behind a cluster
// whose width terminals disagree on.
#pragma once

#include "tui/term/capabilities.h"
#include "tui/term/palette.h"
#include "tui/view/frame.h"

#include <optional>
#include <string>
#include <vector>

namespace hubbub::tui::term {

class Painter {
  public:
    explicit Painter(Capabilities capabilities);

    // Appends the bytes to out. Once they have arrived, the terminal shows the frame, and in the
    // rows that it does not have, what was there before. Requires: it is whole, after forget() and
    // for a new size.
    void paint(view::Frame frame, std::string& out);
    // Nothing is known of what the terminal shows: the next frame is painted whole.
    void forget();
    const Capabilities& capabilities() const { return capabilities_; }
    // At most so many; 0: none; true_colors: exact ones, if it has colours at all, whether it says
    // so or not; nothing: as many as it says it has, none where the person wants none.
    void use_colors(std::optional<int> colors);

  private:
    void start_over(const view::Frame& frame, std::string& out);
    int paint_row(const view::Frame& frame, int row, int spilled, std::string& out);
    int paint_letters(const view::Frame& frame, int from, int row, int end, std::string& out);
    void paint_cell(const view::Frame& frame, int column, int row, std::string& out);
    bool is_sure_here(std::string_view cluster) const;
    bool is_corner(const view::Frame& frame, int column, int row) const;
    bool may_scroll(const view::Frame& frame, int column, int row) const;
    void move(int row, int column, std::string& out);
    bool write_over(const view::Frame& frame, int column, int row, std::string& out);
    void use(const view::Face& face, std::string& out);
    void use_link(std::uint32_t link, const view::Frame& frame, std::string& out);
    // What a face comes to on this terminal.
    struct Look {
        Inks inks;
        unsigned attributes = 0;
        friend bool operator==(const Look&, const Look&) = default;
    };
    Look look_of(const view::Face& face) const;
    // What terminfo makes of each colour of the palette, as far as it was needed.
    using Made = std::vector<std::string>;
    using Make = std::string (Capabilities::*)(view::Color) const;
    void add_color(view::Color color, Made& made, Make make, std::string& out);

    Capabilities capabilities_;
    int colors_; // that are used
    std::optional<view::Frame> shown_;
    view::Face face_; // that was used last, and what it came to
    Look look_;
    Made inks_;
    Made grounds_;
    std::uint32_t link_ = 0;
    int row_ = -1; // where the cursor is; -1: unknown
    int column_ = -1;
};

} // namespace hubbub::tui::term
