// SPDX-License-Identifier: MIT
#include "tui/model/line_edit.h"

#include "base/strings.h"
#include "tui/model/recall.h"
#include "wire/graphemes.h"
#include "wire/safe_text.h"
#include "wire/unicode.h"
#include "wire/utf8.h"

#include <algorithm>
#include <utility>

namespace hubbub::tui::model {

namespace {

constexpr std::size_t most_killed = 20;
constexpr std::size_t most_snapshots = 200;
constexpr std::size_t most_undo_bytes = 8 * LineEdit::most_bytes;

std::string one_line(std::string_view text, std::size_t most)
{
    std::size_t end = std::min(text.size(), most);
    while (end > 0 && end < text.size() &&
           (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80) {
        --end; // never inside a character
    }
    std::string spaced(text.substr(0, end));
    std::replace(spaced.begin(), spaced.end(), '\n', ' ');
    return wire::SafeText::from_network(spaced).text();
}

bool is_of_word(std::string_view text)
{
    return wire::is_letter_or_digit(wire::take_code_point(text));
}

} // namespace

std::size_t LineEdit::before(std::size_t place) const
{
    return wire::last_grapheme(std::string_view(text_).substr(0, place));
}

std::size_t LineEdit::after(std::size_t place) const
{
    return place + wire::first_grapheme(std::string_view(text_).substr(place));
}

void LineEdit::remember()
{
    did_ = Did::other;
    undo_.push_back({text_, cursor_});
    undo_bytes_ += text_.size();
    while (undo_.size() > most_snapshots || undo_bytes_ > most_undo_bytes) {
        undo_bytes_ -= undo_.front().text.size();
        undo_.pop_front();
    }
}

// A space begins what is undone next.
bool LineEdit::goes_on_typing(std::string_view text) const
{
    const bool one = wire::first_grapheme(text) == text.size();
    return one && just(Did::type) && (text != " " || (cursor_ > 0 && text_[cursor_ - 1] == ' '));
}

void LineEdit::insert(std::string_view text)
{
    if (!goes_on_typing(text)) {
        remember();
    }
    const std::string clean = one_line(text, most_bytes - std::min(most_bytes, text_.size()));
    text_.insert(cursor_, clean);
    cursor_ += clean.size();
    // What was typed may have joined the grapheme that follows.
    std::size_t boundary = 0;
    while (boundary < cursor_) {
        boundary = after(boundary);
    }
    cursor_ = boundary;
    did_ = Did::type;
    did_at_ = cursor_;
}

void LineEdit::set(std::string_view text)
{
    remember();
    text_ = one_line(text, most_bytes);
    cursor_ = text_.size();
}

std::string LineEdit::take()
{
    cursor_ = 0;
    undo_.clear();
    undo_bytes_ = 0;
    return std::exchange(text_, {});
}

void LineEdit::left()
{
    cursor_ = before(cursor_);
}

void LineEdit::right()
{
    cursor_ = after(cursor_);
}

std::size_t LineEdit::start_of_word(std::size_t place) const
{
    while (place > 0 && !is_of_word(std::string_view(text_).substr(before(place)))) {
        place = before(place);
    }
    while (place > 0 && is_of_word(std::string_view(text_).substr(before(place)))) {
        place = before(place);
    }
    return place;
}

std::size_t LineEdit::end_of_word(std::size_t place) const
{
    const auto in_word = [&] { return is_of_word(std::string_view(text_).substr(place)); };
    while (place < text_.size() && !in_word()) {
        place = after(place);
    }
    while (place < text_.size() && in_word()) {
        place = after(place);
    }
    return place;
}

void LineEdit::word_left()
{
    cursor_ = start_of_word(cursor_);
}

void LineEdit::word_right()
{
    cursor_ = end_of_word(cursor_);
}

void LineEdit::erase_left()
{
    if (cursor_ > 0) {
        remember();
        const std::size_t start = before(cursor_);
        text_.erase(start, cursor_ - start);
        cursor_ = start;
    }
}

void LineEdit::erase_right()
{
    if (cursor_ < text_.size()) {
        remember();
        text_.erase(cursor_, after(cursor_) - cursor_);
    }
}

void LineEdit::kill(std::size_t from, std::size_t to, Side side)
{
    if (from == to) {
        return;
    }
    const bool more =
        did_ == Did::kill && !killed_->empty() && did_at_ == (side == Side::left ? to : from);
    remember();
    const std::string cut = text_.substr(from, to - from);
    if (!more) {
        killed_->push_back(cut);
    } else {
        std::string& last = killed_->back();
        last.insert(side == Side::left ? 0 : last.size(), cut);
    }
    if (killed_->size() > most_killed) {
        killed_->erase(killed_->begin());
    }
    text_.erase(from, to - from);
    cursor_ = from;
    did_ = Did::kill;
    did_at_ = cursor_;
}

void LineEdit::kill_word_left()
{
    kill(start_of_word(cursor_), cursor_, Side::left);
}

void LineEdit::kill_word_right()
{
    kill(cursor_, end_of_word(cursor_), Side::right);
}

void LineEdit::kill_to_space()
{
    std::size_t start = cursor_;
    while (start > 0 && text_[start - 1] == ' ') {
        --start;
    }
    while (start > 0 && text_[start - 1] != ' ') {
        --start;
    }
    kill(start, cursor_, Side::left);
}

void LineEdit::delete_space()
{
    std::size_t start = cursor_;
    while (start > 0 && text_[start - 1] == ' ') {
        --start;
    }
    const std::size_t end = std::min(text_.find_first_not_of(' ', cursor_), text_.size());
    if (start != end) {
        remember();
        text_.erase(start, end - start);
        cursor_ = start;
    }
}

void LineEdit::kill_to_start()
{
    kill(0, cursor_, Side::left);
}

void LineEdit::kill_to_end()
{
    kill(cursor_, text_.size(), Side::right);
}

void LineEdit::yank()
{
    if (!killed_->empty()) {
        insert(killed_->back());
        yanked_ = 1;
        did_ = Did::yank;
        did_at_ = cursor_;
    }
}

void LineEdit::yank_older()
{
    if (!just(Did::yank) || yanked_ > killed_->size()) {
        return;
    }
    const auto nth = [&](std::size_t back) {
        return *(killed_->end() - static_cast<std::ptrdiff_t>(back));
    };
    const std::size_t size = nth(yanked_).size();
    yanked_ = yanked_ % killed_->size() + 1;
    replace_from(cursor_ - std::min(size, cursor_), nth(yanked_));
    did_ = Did::yank;
    did_at_ = cursor_;
}

void LineEdit::put_last_word(const Recall& recall)
{
    const bool again = just(Did::last_word);
    const std::size_t back = again ? words_back_ + 1 : 1;
    if (back > recall.size()) {
        return;
    }
    const std::string_view line = trim(recall.line(recall.size() - back));
    const std::string_view word = line.substr(line.rfind(' ') + 1);
    replace_from(cursor_ - (again ? std::min(word_size_, cursor_) : 0), word);
    words_back_ = back;
    word_size_ = word.size();
    did_ = Did::last_word;
    did_at_ = cursor_;
}

void LineEdit::transpose()
{
    if (cursor_ == 0 || text_.empty()) {
        return;
    }
    const std::size_t middle = cursor_ == text_.size() ? before(cursor_) : cursor_;
    if (middle == 0) {
        return;
    }
    remember();
    const std::size_t start = before(middle);
    const std::size_t end = after(middle);
    const std::string first = text_.substr(start, middle - start);
    const std::string second = text_.substr(middle, end - middle);
    text_.replace(start, end - start, second + first);
    cursor_ = end;
}

// The word before the cursor, or the one it is in, changes places with the one before that.
void LineEdit::transpose_words()
{
    const std::size_t end = end_of_word(cursor_);
    const std::size_t second = start_of_word(end);
    const std::size_t first = start_of_word(second);
    const std::size_t gap = end_of_word(first);
    if (first == second || gap > second) {
        return;
    }
    remember();
    const std::string swapped = concat({std::string_view(text_).substr(second, end - second),
                                        std::string_view(text_).substr(gap, second - gap),
                                        std::string_view(text_).substr(first, gap - first)});
    text_.replace(first, end - first, swapped);
    cursor_ = end;
}

void LineEdit::change_word(Change change)
{
    const std::size_t end = end_of_word(cursor_);
    if (end == cursor_) {
        return;
    }
    remember();
    const std::string changed = change(std::string_view(text_).substr(cursor_, end - cursor_));
    text_.replace(cursor_, end - cursor_, changed);
    cursor_ += changed.size();
}

void LineEdit::upcase_word()
{
    change_word([](std::string_view word) { return wire::to_upper_case(word); });
}

void LineEdit::downcase_word()
{
    change_word([](std::string_view word) { return wire::to_lower_case(word); });
}

void LineEdit::capitalize_word()
{
    change_word([](std::string_view word) {
        std::size_t start = 0;
        while (start < word.size() && !is_of_word(word.substr(start))) {
            start += wire::first_grapheme(word.substr(start));
        }
        const std::size_t size = wire::first_grapheme(word.substr(start));
        return concat({word.substr(0, start), wire::to_upper_case(word.substr(start, size)),
                       wire::to_lower_case(word.substr(start + size))});
    });
}

void LineEdit::revert()
{
    if (!undo_.empty()) {
        std::swap(undo_.front(), undo_.back());
        undo();
        undo_.clear();
        undo_bytes_ = 0;
    }
}

void LineEdit::undo()
{
    did_ = Did::other;
    if (!undo_.empty()) {
        undo_bytes_ -= undo_.back().text.size();
        text_ = std::move(undo_.back().text);
        cursor_ = undo_.back().cursor;
        undo_.pop_back();
    }
}

void LineEdit::replace_from(std::size_t from, std::string_view text)
{
    remember();
    text_.replace(from, cursor_ - from, text);
    cursor_ = from + text.size();
}

} // namespace hubbub::tui::model
