// SPDX-License-Identifier: MIT
// The input line: text, a cursor between graphemes, a kill ring, undo.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hubbub::tui::model {

// What was cut, the last one at the end. Lines may share one.
using KillRing = std::vector<std::string>;

class Recall;

class LineEdit {
  public:
    LineEdit() = default;
    explicit LineEdit(std::shared_ptr<KillRing> ring) : killed_(std::move(ring)) {}

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
    void word_left(); // words are letters and digits
    void word_right();
    void home() { cursor_ = 0; }
    void end() { cursor_ = text_.size(); }

    void erase_left();
    void erase_right();
    void kill_word_left();
    void kill_word_right();
    void kill_to_space(); // to the left: all that is no space
    void delete_space();  // around the cursor
    void kill_to_start();
    void kill_to_end();
    void yank();       // puts back what was killed last; kills in a row are one
    void yank_older(); // right after a yank: what was killed before that, in its place
    void transpose();
    void transpose_words();
    void upcase_word(); // from the cursor to the end of a word, which it goes to
    void downcase_word();
    void capitalize_word();
    // The last word of what was typed before; right after that, of the line before that one.
    void put_last_word(const Recall& recall);
    void undo();   // what was typed without a pause for another key goes word by word
    void revert(); // everything

    // Replaces bytes from..cursor.
    void replace_from(std::size_t from, std::string_view text);

  private:
    struct Snapshot {
        std::string text;
        std::size_t cursor;
    };
    void remember();
    enum class Did { other, type, kill, yank, last_word };
    using Change = std::string (*)(std::string_view word);
    void change_word(Change change);
    std::size_t start_of_word(std::size_t place) const; // the one that ends at or before it
    std::size_t end_of_word(std::size_t place) const;
    bool goes_on_typing(std::string_view text) const;
    enum class Side { left, right };
    void kill(std::size_t from, std::size_t to, Side side);
    bool just(Did did) const { return did_ == did && did_at_ == cursor_; }
    std::size_t before(std::size_t place) const;
    std::size_t after(std::size_t place) const;

    std::string text_;
    std::size_t cursor_ = 0;
    std::shared_ptr<KillRing> killed_ = std::make_shared<KillRing>();
    std::size_t yanked_ = 0;     // of those, counted from the end
    std::size_t words_back_ = 0; // of lines, whose last word was put here
    std::size_t word_size_ = 0;
    Did did_ = Did::other;
    std::size_t did_at_ = 0; // where that left the cursor: moving ends it
    std::deque<Snapshot> undo_;
    std::size_t undo_bytes_ = 0;
};

} // namespace hubbub::tui::model
