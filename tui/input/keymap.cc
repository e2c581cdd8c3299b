// SPDX-License-Identifier: MIT
#include "tui/input/keymap.h"

#include "base/strings.h"
#include "tui/input/ask.h"
#include "tui/input/complete.h"
#include "tui/input/slash.h"

#include <algorithm>
#include <array>

namespace hubbub::tui::input {

namespace {

using model::LineEdit;
using model::Model;

template <auto Member>
void edit(Model& model, Requests&)
{
    (model.here().input.*Member)();
}

void enter(Model& model, Requests& requests)
{
    model::Buffer& here = model.here();
    const std::string line = here.input.take();
    here.recall.add(line);
    submit(line, model, requests);
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
    complete(model);
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

// clang-format off
constexpr std::array<KeyRow, 47> rows = {{
    {"Enter", "sends the line, or runs the /command", enter},
    {"Tab", "completes a nick, a room or a /command", complete_here},
    {"PageUp", "scrolls back; at the top, fetches what was said before", page_up},
    {"PageDown", "scrolls forward", page_down},
    {"Ctrl-Up", "scrolls back by a row", row_up},
    {"Ctrl-Down", "scrolls forward by a row", row_down},
    {"End", "goes to the end of the line, and to the newest line", to_end},
    {"Home", "goes to the start of the line", edit<&LineEdit::home>},
    {"Up", "shows what was typed before", older},
    {"Down", "shows what was typed after that", newer},
    {"Ctrl-R", "searches what was typed before", search_recall},
    {"Alt-S", "searches in this buffer; a / at the start: by a regular expression", search_text},
    {"Alt-G", "goes to a buffer by some letters of its name", search_buffer},
    {"Left", "goes left", edit<&LineEdit::left>},
    {"Right", "goes right", edit<&LineEdit::right>},
    {"Alt-Left", "shows the previous buffer", previous_buffer},
    {"Alt-Right", "shows the next buffer", next_buffer},
    {"Ctrl-P", "shows the previous buffer", previous_buffer},
    {"Ctrl-N", "shows the next buffer", next_buffer},
    {"Alt-A", "shows the next buffer with something unread", next_unread},
    {"Alt-N", "shows or hides the list of nicks", toggle_members},
    {"Alt-L", "shows or hides the list of buffers", toggle_buffers},
    {"Backspace", "deletes to the left", edit<&LineEdit::erase_left>},
    {"Ctrl-H", "deletes to the left", edit<&LineEdit::erase_left>},
    {"Delete", "deletes to the right", edit<&LineEdit::erase_right>},
    {"Ctrl-D", "deletes to the right; leaves hubbub on an empty line", leave_or_delete},
    {"Ctrl-A", "goes to the start of the line", edit<&LineEdit::home>},
    {"Ctrl-E", "goes to the end of the line", edit<&LineEdit::end>},
    {"Ctrl-B", "goes left", edit<&LineEdit::left>},
    {"Ctrl-F", "goes right", edit<&LineEdit::right>},
    {"Alt-B", "goes left by a word", edit<&LineEdit::word_left>},
    {"Alt-F", "goes right by a word", edit<&LineEdit::word_right>},
    {"Ctrl-Left", "goes left by a word", edit<&LineEdit::word_left>},
    {"Ctrl-Right", "goes right by a word", edit<&LineEdit::word_right>},
    {"Ctrl-W", "cuts the word to the left", edit<&LineEdit::kill_word_left>},
    {"Alt-Backspace", "cuts the word to the left", edit<&LineEdit::kill_word_left>},
    {"Alt-D", "cuts the word to the right", edit<&LineEdit::kill_word_right>},
    {"Ctrl-U", "cuts to the start of the line", edit<&LineEdit::kill_to_start>},
    {"Ctrl-K", "cuts to the end of the line", edit<&LineEdit::kill_to_end>},
    {"Ctrl-Y", "puts back what was cut last", edit<&LineEdit::yank>},
    {"Alt-Y", "after Ctrl-Y: puts back what was cut before that", edit<&LineEdit::yank_older>},
    {"Ctrl-T", "swaps two letters", edit<&LineEdit::transpose>},
    {"Ctrl-_", "undoes the last change", edit<&LineEdit::undo>},
    {"Alt-U", "undoes the last change", edit<&LineEdit::undo>},
    {"Ctrl-L", "draws the screen anew", redraw},
    {"Escape", "closes what /help or /keys shows", dismiss},
    {"Alt-H", "shows the /commands", show_help},
}};
// clang-format on

constexpr std::array<std::string_view, 17> names = {
    "",     "Paste", "Enter", "Tab",    "Backspace", "Delete", "Left",   "Right",  "Up",
    "Down", "Home",  "End",   "PageUp", "PageDown",  "Escape", "Resize", "Unknown"};

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

} // namespace

std::span<const KeyRow> keymap()
{
    return rows;
}

std::string name_of(const Key& key)
{
    const std::string base = key.name == Key::Name::text
                                 ? to_upper(key.text)
                                 : std::string(names[static_cast<std::size_t>(key.name)]);
    return concat({key.control ? "Ctrl-" : "", key.alt ? "Alt-" : "", base});
}

void press(const Key& key, Model& model, Requests& requests)
{
    model.dirty = true;
    model.hint.clear();
    if (model.ask && press_in_ask(key, model, requests)) {
        return;
    }
    if (key.name == Key::Name::text && !key.control && !key.alt) {
        return model.here().input.insert(key.text);
    }
    if (key.name == Key::Name::paste) {
        return paste(key.text, model, requests);
    }
    if (switch_by_digit(key, model)) {
        return;
    }
    const std::string name = name_of(key);
    const auto row =
        std::find_if(rows.begin(), rows.end(), [&](const KeyRow& one) { return one.key == name; });
    if (row != rows.end()) {
        row->act(model, requests);
    }
}

} // namespace hubbub::tui::input
