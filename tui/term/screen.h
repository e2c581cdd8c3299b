// SPDX-License-Identifier: MIT
// The terminal: the only door to ncurses. What is shown on it comes from frames alone, and it is
// left as it was found, however the program ends.
#pragma once

#include "base/result.h"
#include "tui/input/key.h"
#include "tui/view/frame.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace hubbub::tui::term {

class Screen {
  public:
    // The error is one sentence that says what is missing.
    static Result<std::unique_ptr<Screen>> open();
    ~Screen();
    Screen(const Screen&) = delete;
    Screen& operator=(const Screen&) = delete;

    view::Size size() const;
    void paint(const view::Frame& frame);
    void repaint_all(); // the next paint draws everything
    void ring();

    // The keys that are waiting, if any.
    std::vector<input::Key> read_keys();
    void resized(); // the terminal's size has changed

    // Gives the terminal back for a while: Ctrl-Z.
    void suspend();
    void resume();

  private:
    Screen();
    void set_up();
    std::optional<input::Key> read_key();
    input::Key read_paste();
    short pair_for(const view::Face& face);
    void paint_cell(int column, int row, const view::Cell& cell, int width);

    std::optional<view::Frame> shown_;
    std::map<std::pair<short, short>, short> pairs_; // colours to curses' number for them
    bool utf8_ = true;
    bool colors_ = false;
};

} // namespace hubbub::tui::term
