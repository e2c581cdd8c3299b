// SPDX-License-Identifier: MIT
// Which part of the screen is what, at any size down to one cell.
#pragma once

#include "tui/model/model.h"
#include "tui/view/frame.h"

namespace hubbub::tui::view {

struct Rect {
    int left = 0;
    int top = 0;
    int right = 0; // exclusive, as is bottom
    int bottom = 0;
    int width() const { return right - left; }
    int height() const { return bottom - top; }
    bool empty() const { return width() <= 0 || height() <= 0; }
};

struct Layout {
    Rect title;
    Rect buffers; // the list on the left
    Rect lines;   // the scrollback
    Rect members; // the list on the right
    Rect hint;
    Rect status;
    Rect input;
    std::string time;     // how times are written
    int time_columns = 0; // "12:01 "
    int nick_columns = 0; // right-aligned nicks, without the space after them
};

Layout lay_out(const model::Model& model, Size size);

} // namespace hubbub::tui::view
