// SPDX-License-Identifier: MIT
// The input line: text, a cursor between graphemes, a kill ring, undo.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

namespace hubbub::tui::model {

class LineEdit {
  public:
    const std::string& text() const { return text_; }
    std::size_t cursor() const { return cursor_; } // bytes; always between graphemes
    bool empty() const { return text_.empty(); }

    static constexpr std::size_t most_bytes = 32768;

    // Controls in text are taken out; a line end becomes a space; what is too much is left out.
    void insert(std::string_view text);
    void set(std::string_view text); // cursor at the end
    std::string take();              // all of it, leaving nothing

    void left();
    void right();
    void word_left();
    void word_right();
    void home() { cursor_ = 0; }
    void end() { cursor_ = text_.size(); }

    void erase_left();
    void erase_right();
    void kill_word_left();
    void kill_word_right();
    void kill_to_start();
    void kill_to_end();
    void yank(); // puts back what was killed last
    void transpose();
    void undo();

    // Replaces bytes from..cursor.
    void replace_from(std::size_t from, std::string_view text);

  private:
    struct Snapshot {
        std::string text;
        std::size_t cursor;
    };
    void remember();
    void kill(std::size_t from, std::size_t to);
    std::size_t before(std::size_t place) const;
    std::size_t after(std::size_t place) const;

    std::string text_;
    std::size_t cursor_ = 0;
    std::string killed_;
    std::deque<Snapshot> undo_;
    std::size_t undo_bytes_ = 0;
};

} // namespace hubbub::tui::model
