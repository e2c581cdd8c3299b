// SPDX-License-Identifier: MIT
#include "tui/model/line_edit.h"

#include "wire/text.h"

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

void LineEdit::insert(std::string_view text)
{
    remember();
    const std::string clean = one_line(text, most_bytes - std::min(most_bytes, text_.size()));
    text_.insert(cursor_, clean);
    cursor_ += clean.size();
    // What was typed may have joined the grapheme that follows.
    std::size_t boundary = 0;
    while (boundary < cursor_) {
        boundary = after(boundary);
    }
    cursor_ = boundary;
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

void LineEdit::word_left()
{
    while (cursor_ > 0 && text_[before(cursor_)] == ' ') {
        left();
    }
    while (cursor_ > 0 && text_[before(cursor_)] != ' ') {
        left();
    }
}

void LineEdit::word_right()
{
    while (cursor_ < text_.size() && text_[cursor_] == ' ') {
        right();
    }
    while (cursor_ < text_.size() && text_[cursor_] != ' ') {
        right();
    }
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
    const bool more = did_ == Did::kill && did_at_ == (side == Side::left ? to : from);
    remember();
    const std::string cut = text_.substr(from, to - from);
    if (!more) {
        killed_.push_back(cut);
    } else {
        std::string& last = killed_.back();
        last.insert(side == Side::left ? 0 : last.size(), cut);
    }
    if (killed_.size() > most_killed) {
        killed_.erase(killed_.begin());
    }
    text_.erase(from, to - from);
    cursor_ = from;
    did_ = Did::kill;
    did_at_ = cursor_;
}

void LineEdit::kill_word_left()
{
    const std::size_t end = cursor_;
    word_left();
    kill(cursor_, end, Side::left);
}

void LineEdit::kill_word_right()
{
    const std::size_t start = cursor_;
    word_right();
    kill(start, cursor_, Side::right);
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
    if (!killed_.empty()) {
        insert(killed_.back());
        yanked_ = 1;
        did_ = Did::yank;
        did_at_ = cursor_;
    }
}

void LineEdit::yank_older()
{
    if (!just(Did::yank)) {
        return;
    }
    const std::size_t size = (killed_.end() - static_cast<std::ptrdiff_t>(yanked_))->size();
    yanked_ = yanked_ % killed_.size() + 1;
    replace_from(cursor_ - std::min(size, cursor_),
                 *(killed_.end() - static_cast<std::ptrdiff_t>(yanked_)));
    did_ = Did::yank;
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

void LineEdit::undo()
{
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
