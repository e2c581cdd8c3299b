// SPDX-License-Identifier: MIT
// What the terminal can do and the bytes that make it do so, from terminfo.
#pragma once

#include "base/result.h"
#include "tui/term/key_reader.h"
#include "tui/view/color.h"

#include <string>
#include <string_view>

namespace hubbub::tui::term {

struct Capabilities {
    // TERM; the error is one sentence that says what to do.
    static Result<Capabilities> of_terminal();
    // A kind by its name in terminfo; the characters are those of UTF-8.
    static Result<Capabilities> of(const std::string& name);

    std::string enter_full_screen;
    std::string leave_full_screen;
    std::string enter_keypad; // the keys send what keys says
    std::string leave_keypad;
    std::string paste_on; // what is pasted comes between marks
    std::string paste_off;
    std::string clear;
    std::string erase_to_right; // of the row, in plain; empty: it cannot
    std::string plain;          // no attribute, no colour
    std::string bold;
    std::string dim;
    std::string italic;
    std::string underline;
    std::string strike; // empty: it cannot
    std::string reverse;
    std::string alert;
    int colors = 0;        // 0: none; 8, 16, 256, or true_colors
    bool no_color = false; // the person wants none: no-color.org
    bool utf8 = true;
    bool links = false;          // OSC 8
    bool corner_scrolls = false; // writing the last cell of the last row moves everything up

    // What the terminal sends for each of its keys that terminfo tells of.
    KeyTable keys;

    // What takes the terminal over; and what leaves nothing of ours behind, whatever it was in the
    // middle of.
    std::string greeting() const;
    std::string farewell() const;

    void move(int row, int column, std::string& out) const; // appends
    // Requires: not the terminal's own, and one that the terminal has.
    std::string foreground(view::Color color) const;
    std::string background(view::Color color) const;

  private:
    std::string color(view::Color color, const std::string& pattern, char ground) const;

    std::string cursor_address_;
    std::string set_foreground_;
    std::string set_background_;
    bool direct_ = false; // what sets a colour takes an exact one, not a number
};

} // namespace hubbub::tui::term
