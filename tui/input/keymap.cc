// SPDX-License-Identifier: MIT
#include "tui/input/keymap.h"

#include "base/strings.h"
#include "tui/input/ask.h"
#include "tui/input/complete.h"
#include "tui/input/slash.h"

#include <algorithm>
#include <array>
#include <utility>

namespace hubbub::tui::input {

namespace {

using model::LineEdit;
using model::Model;

template <auto Member>
void edit(Model& model, Requests&)
{
    (model.here().input.*Member)();
    model.typed = true;
}

void older(Model& model, Requests&)
{
    model::Buffer& here = model.here();
    here.input.set(here.recall.older(here.input.text()));
}

void newer(Model& model, Requests&)
{
    model::Buffer& here = model.here();
    here.input.set(here.recall.newer(here.input.text()));
}

void complete_here(Model& model, Requests&)
{
    complete(model, Onwards::yes);
}

void complete_back(Model& model, Requests&)
{
    complete(model, Onwards::no);
}

void put_last_word(Model& model, Requests&)
{
    model.here().input.put_last_word(model.here().recall);
}

void page_up(Model&, Requests& requests)
{
    requests.push_back({Request::What::scroll_pages, {}, {}, 1});
}

void page_down(Model&, Requests& requests)
{
    requests.push_back({Request::What::scroll_pages, {}, {}, -1});
}

void row_up(Model&, Requests& requests)
{
    requests.push_back({Request::What::scroll_rows, {}, {}, 1});
}

void row_down(Model&, Requests& requests)
{
    requests.push_back({Request::What::scroll_rows, {}, {}, -1});
}

void to_end(Model& model, Requests& requests)
{
    model.here().input.end();
    requests.push_back({Request::What::scroll_to_end, {}, {}, 0});
}

void search_recall(Model& model, Requests&)
{
    start_ask(model, model::Ask::For::recall);
}

void search_text(Model& model, Requests&)
{
    start_ask(model, model::Ask::For::text);
}

void search_buffer(Model& model, Requests&)
{
    start_ask(model, model::Ask::For::buffer);
}

void previous_buffer(Model& model, Requests&)
{
    model.switch_to((model.current + model.buffers.size() - 1) % model.buffers.size());
}

void next_buffer(Model& model, Requests&)
{
    model.switch_to((model.current + 1) % model.buffers.size());
}

void next_unread(Model& model, Requests&)
{
    if (const auto index = model.next_unread()) {
        model.switch_to(*index);
    }
}

void toggle(model::Show& show)
{
    show = show == model::Show::by_width ? model::Show::always
           : show == model::Show::always ? model::Show::never
                                         : model::Show::by_width;
}

void toggle_members(Model& model, Requests&)
{
    toggle(model.nick_list);
}

void toggle_buffers(Model& model, Requests&)
{
    toggle(model.buffer_list);
}

void dismiss(Model& model, Requests&)
{
    model.overlay.clear();
}

void redraw(Model&, Requests& requests)
{
    requests.push_back({Request::What::redraw, {}, {}, 0});
}

void leave_or_delete(Model& model, Requests& requests)
{
    if (model.here().input.empty()) {
        requests.push_back({Request::What::quit, {}, {}, 0});
    } else {
        model.here().input.erase_right();
    }
}

void show_help(Model& model, Requests& requests)
{
    submit("/help", model, requests);
}

void show_keys(Model& model, Requests& requests)
{
    submit("/keys", model, requests);
}

// clang-format off
constexpr std::array<KeyRow, 61> rows = {{
    {"Enter", "send", "sends the line, or runs the /command", enter},
    {"Tab", "complete", "completes a nick, a room, a /command or the :name of an emoji", complete_here},
    {"Shift-Tab", "complete-back", "goes back to what Tab offered before", complete_back},
    {"PageUp", "page-up", "scrolls back; at the top, fetches what was said before", page_up},
    {"PageDown", "page-down", "scrolls forward", page_down},
    {"Ctrl-Up", "row-up", "scrolls back by a row", row_up},
    {"Ctrl-Down", "row-down", "scrolls forward by a row", row_down},
    {"End", "end-and-newest", "goes to the end of the line, and to the newest line", to_end},
    {"Home", "home", "goes to the start of the line", edit<&LineEdit::home>},
    {"Up", "older-line", "shows what was typed before", older},
    {"Down", "newer-line", "shows what was typed after that", newer},
    {"Ctrl-R", "search-typed", "searches what was typed before", search_recall},
    {"Alt-S", "search-text", "searches in this buffer; a / at the start: by a regular expression", search_text},
    {"Alt-G", "search-buffer", "goes to a buffer by some letters of its name", search_buffer},
    {"Left", "left", "goes left", edit<&LineEdit::left>},
    {"Right", "right", "goes right", edit<&LineEdit::right>},
    {"Alt-Left", "previous-buffer", "shows the previous buffer", previous_buffer},
    {"Alt-Right", "next-buffer", "shows the next buffer", next_buffer},
    {"Ctrl-P", "previous-buffer", "shows the previous buffer", previous_buffer},
    {"Ctrl-N", "next-buffer", "shows the next buffer", next_buffer},
    {"Alt-A", "next-unread", "shows the next buffer with something unread", next_unread},
    {"Alt-N", "nick-list", "shows or hides the list of nicks", toggle_members},
    {"Alt-W", "buffer-list", "shows or hides the list of buffers", toggle_buffers},
    {"Backspace", "erase-left", "deletes to the left", edit<&LineEdit::erase_left>},
    {"Ctrl-H", "erase-left", "deletes to the left", edit<&LineEdit::erase_left>},
    {"Delete", "erase-right", "deletes to the right", edit<&LineEdit::erase_right>},
    {"Ctrl-D", "delete-or-quit", "deletes to the right; leaves hubbub on an empty line", leave_or_delete},
    {"Ctrl-A", "home", "goes to the start of the line", edit<&LineEdit::home>},
    {"Ctrl-E", "end", "goes to the end of the line", edit<&LineEdit::end>},
    {"Ctrl-B", "left", "goes left", edit<&LineEdit::left>},
    {"Ctrl-F", "right", "goes right", edit<&LineEdit::right>},
    {"Alt-B", "word-left", "goes left by a word", edit<&LineEdit::word_left>},
    {"Alt-F", "word-right", "goes right by a word", edit<&LineEdit::word_right>},
    {"Ctrl-Left", "word-left", "goes left by a word", edit<&LineEdit::word_left>},
    {"Ctrl-Right", "word-right", "goes right by a word", edit<&LineEdit::word_right>},
    {"Ctrl-W", "kill-to-space", "cuts to the left up to a space", edit<&LineEdit::kill_to_space>},
    {"Alt-Backspace", "kill-word-left", "cuts the word to the left", edit<&LineEdit::kill_word_left>},
    {"Alt-D", "kill-word-right", "cuts the word to the right", edit<&LineEdit::kill_word_right>},
    {"Ctrl-Delete", "kill-word-right", "cuts the word to the right", edit<&LineEdit::kill_word_right>},
    {"Ctrl-U", "kill-to-start", "cuts to the start of the line", edit<&LineEdit::kill_to_start>},
    {"Ctrl-X Backspace", "kill-to-start", "cuts to the start of the line", edit<&LineEdit::kill_to_start>},
    {"Ctrl-K", "kill-to-end", "cuts to the end of the line", edit<&LineEdit::kill_to_end>},
    {"Ctrl-Y", "yank", "puts back what was cut last", edit<&LineEdit::yank>},
    {"Alt-Y", "yank-older", "after Ctrl-Y: puts back what was cut before that", edit<&LineEdit::yank_older>},
    {"Alt-.", "last-word", "puts the last word of the line before; again, of the line before that", put_last_word},
    {"Alt-_", "last-word", "puts the last word of the line before; again, of the line before that", put_last_word},
    {"Ctrl-T", "transpose", "swaps two letters", edit<&LineEdit::transpose>},
    {"Alt-T", "transpose-words", "swaps two words", edit<&LineEdit::transpose_words>},
    {"Alt-U", "upcase-word", "makes the rest of the word capital letters", edit<&LineEdit::upcase_word>},
    {"Alt-L", "downcase-word", "makes the rest of the word small letters", edit<&LineEdit::downcase_word>},
    {"Alt-C", "capitalize-word", "makes the next letter a capital, the rest of its word small", edit<&LineEdit::capitalize_word>},
    {"Alt-\\", "delete-space", "deletes the spaces around the cursor", edit<&LineEdit::delete_space>},
    {"Ctrl-_", "undo", "undoes the last change", edit<&LineEdit::undo>},
    {"Ctrl-X Ctrl-U", "undo", "undoes the last change", edit<&LineEdit::undo>},
    {"Alt-R", "revert", "undoes all changes of the line", edit<&LineEdit::revert>},
    {"Ctrl-L", "redraw", "draws the screen anew", redraw},
    {"Escape", "dismiss", "closes what /help or /keys shows", dismiss},
    {"F1", "help", "shows the /commands", show_help},
    {"Alt-H", "help", "shows the /commands", show_help},
    {"F2", "keys", "shows the keys", show_keys},
    {"Alt-K", "keys", "shows the keys", show_keys},
}};
// clang-format on

constexpr std::array<std::string_view, 18> names = {
    "",     "Paste", "Enter", "Tab",    "Backspace", "Delete", "Left",      "Right", "Up",
    "Down", "Home",  "End",   "PageUp", "PageDown",  "Escape", "Shift-Tab", "",      "Unknown"};

const KeyRow* row_for(std::string_view name, const Model& model)
{
    const auto bound = model.settings.keys.find(name);
    const bool rebound = bound != model.settings.keys.end();
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const KeyRow& one) {
        return rebound ? one.action == bound->second : one.key == name;
    });
    return row == rows.end() ? nullptr : &*row;
}

bool starts_chord(std::string_view name)
{
    return std::any_of(rows.begin(), rows.end(), [&](const KeyRow& row) {
        return row.key.starts_with(name) && row.key.substr(name.size()).starts_with(' ');
    });
}

// Alt-1 to Alt-0: the first ten buffers.
bool switch_by_digit(const Key& key, Model& model)
{
    if (!key.alt || key.text.size() != 1 || !is_digit(key.text.front())) {
        return false;
    }
    const int digit = key.text.front() - '0';
    model.switch_to(static_cast<std::size_t>(digit == 0 ? 9 : digit - 1));
    return true;
}

// Says by model.typed where it changed the input line alone.
void act_on(const Key& key, Model& model, Requests& requests)
{
    if (model.ask && press_in_ask(key, model, requests)) {
        model.chord.clear();
        return;
    }
    const std::string first = std::exchange(model.chord, {});
    if (first.empty() && key.name == Key::Name::text && !key.control && !key.alt) {
        model.typed = true;
        return model.here().input.insert(key.text);
    }
    if (key.name == Key::Name::paste) {
        return paste(key.text, model, requests);
    }
    if (first.empty() && switch_by_digit(key, model)) {
        return;
    }
    const std::string name = concat({first, first.empty() ? "" : " ", name_of(key)});
    if (const KeyRow* row = row_for(name, model)) {
        row->act(model, requests);
    } else if (first.empty() && starts_chord(name)) {
        model.chord = name;
    }
}

} // namespace

std::span<const KeyRow> keymap()
{
    return rows;
}

std::string name_of(const Key& key)
{
    const std::string base = key.name == Key::Name::text || key.name == Key::Name::function
                                 ? to_upper(key.text)
                                 : std::string(names[static_cast<std::size_t>(key.name)]);
    return concat({key.control ? "Ctrl-" : "", key.alt ? "Alt-" : "", base});
}

void press(const Key& key, Model& model, Requests& requests)
{
    const bool typed_before = std::exchange(model.typed, false);
    model.dirty = model.dirty || model.ask || !model.hint.empty(); // which may go with the key
    model.hint.clear();
    act_on(key, model, requests);
    model.dirty = model.dirty || !model.typed;
    model.typed = model.typed || typed_before;
}

} // namespace hubbub::tui::input
