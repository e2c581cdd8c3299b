// SPDX-License-Identifier: MIT
// The terminal: its modes, its keys, and the way out to it. What is shown on
// it comes from frames alone, and it is left as it was found, however the program ends. A terminal
// that takes nothing (Ctrl-S, a dead line) holds up nobody: what is not yet taken is kept, and
// nothing new is painted until it is.
#pragma once

#include "base/result.h"
#include "tui/input/key.h"
#include "tui/term/key_reader.h"
#include "tui/term/painter.h"
#include "tui/view/frame.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hubbub::tui::term {

class Screen {
  public:
    // The error is one sentence that says what is missing.
    static Result<std::unique_ptr<Screen>> open();
    ~Screen();
    Screen(const Screen&) = delete;
    Screen& operator=(const Screen&) = delete;

    view::Size size() const { return size_; }
    // Requires: !is_stalled().
    void paint(view::Frame frame);
    void repaint_all(); // the next paint draws everything
    void ring();
    // A note for the terminal to show outside its window, by OSC 9. What could end it is taken out.
    void notify(std::string_view text);
    // 0: none; nothing: as many as TERM says.
    void use_colors(std::optional<int> colors);

    // The terminal has not yet taken what was last painted: watch fd() for writing, and go_on().
    bool is_stalled() const { return !unsent_.empty(); }
    int fd() const { return fd_; }
    void go_on();

    // The keys that are waiting, if any.
    std::vector<input::Key> read_keys();
    // The start of one may be there: see KeyReader.
    std::optional<Millis> waits_for_rest() const { return keys_.waits(); }
    std::vector<input::Key> end_key();
    bool has_gone() const { return gone_; } // nothing more can be read
    void resized();                         // the terminal's size has changed

    // Gives the terminal back for a while: Ctrl-Z.
    void suspend();
    void resume();

  private:
    Screen(Capabilities capabilities, int fd);
    void take_over();
    void send(std::string_view bytes);

    Painter painter_;
    view::Size size_;
    int fd_; // of our own, so that nobody else's writes become non-blocking
    std::string unsent_;
    std::string scratch_;
    KeyReader keys_;
    bool gone_ = false;
};

} // namespace hubbub::tui::term
