// SPDX-License-Identifier: MIT
#include "tui/input/ask.h"

#include "base/strings.h"
#include "tui/input/slash.h"
#include "tui/model/find.h"

#include <algorithm>
#include <array>
#include <utility>

namespace hubbub::tui::input {

namespace {

using model::Ask;
using model::Model;

enum class Way { older, newer };

// ---- a line typed before

void find_recall(Model& model, Way way)
{
    Ask& ask = *model.ask;
    const model::Recall& recall = model.here().recall;
    const auto next = way == Way::older
                          ? recall.find_older(ask.query.text(), ask.found.value_or(recall.size()))
                          : recall.find_newer(ask.query.text(), ask.found.value_or(0));
    if (next) {
        ask.found = next;
        ask.shown = recall.line(*next);
    } else if (!ask.found) {
        ask.shown = "nothing that holds it was typed here";
    }
}

void take_recall(Model& model, Requests&)
{
    if (model.ask->found) {
        model.here().input.set(model.ask->shown);
    }
}

// ---- a line of this buffer

void find_text(Model& model, Way way)
{
    Ask& ask = *model.ask;
    model::Buffer& here = model.here();
    const model::LineMatch match(ask.query.text());
    const auto next = way == Way::older
                          ? find_older(here.lines, match, ask.found.value_or(here.lines.size()))
                          : find_newer(here.lines, match, ask.found.value_or(0));
    if (next) {
        ask.found = next;
        here.marks.found = next;
        here.marks.window = model::Anchor{*next, 0};
    }
    ask.shown = next
                    ? "Up: older  Down: newer  Enter: stay  Escape: back"
                    : concat({"no ", way == Way::older ? "older" : "newer", " line that holds it"});
}

void stay_at_text(Model&, Requests&) {}

// ---- a buffer by its name

void find_buffer(Model& model, Way way)
{
    Ask& ask = *model.ask;
    const std::size_t count = model.buffers.size();
    const std::size_t start = ask.found.value_or(model.current);
    for (std::size_t step = ask.found ? 1 : 0; step < count; ++step) {
        const std::size_t index = (start + (way == Way::older ? step : count - step)) % count;
        if (model::holds_in_order(model.buffers[index]->name, ask.query.text())) {
            ask.found = index;
            ask.shown = model.title_of(*model.buffers[index]);
            return;
        }
    }
    ask.shown = ask.found ? ask.shown : std::string("no buffer has these letters in its name");
}

void go_to_buffer(Model& model, Requests&)
{
    if (model.ask->found) {
        model.switch_to(*model.ask->found);
    }
}

// ---- pasted lines

void nothing_to_find(Model&, Way) {}

void send_pasted(Model& model, Requests& requests)
{
    for (const std::string& line : model.ask->pasted) {
        submit(line, model, requests);
    }
}

// ---- lines that may not have arrived

void answer_later(Model&, Requests&) {}

// Tab sends them again; Escape leaves it; any other key means what it always does, and the question
// comes again.
bool press_about_resend(const Key& key, Model& model, Requests& requests)
{
    const bool yes = key.name == Key::Name::tab;
    const bool no = key.name == Key::Name::escape;
    if (yes || no) {
        requests.push_back(
            {yes ? Request::What::send_again : Request::What::forget_unsent, {}, {}});
    }
    model.ask.reset();
    return yes || no;
}

struct Row {
    Ask::For what;
    std::string_view label;
    void (*find)(Model& model, Way way);
    void (*take)(Model& model, Requests& requests);
};

constexpr std::array<Row, 5> rows = {{
    {Ask::For::recall, "typed before: ", find_recall, take_recall},
    {Ask::For::text, "search: ", find_text, stay_at_text},
    {Ask::For::buffer, "go to: ", find_buffer, go_to_buffer},
    {Ask::For::paste, "", nothing_to_find, send_pasted},
    {Ask::For::resend, "", nothing_to_find, answer_later},
}};

const Row& row_of(Ask::For what)
{
    return *std::find_if(rows.begin(), rows.end(),
                         [what](const Row& row) { return row.what == what; });
}

void search_anew(Model& model)
{
    model.ask->found.reset();
    model.here().marks.found.reset();
    model.ask->shown.clear();
    if (!model.ask->query.empty()) {
        row_of(model.ask->what).find(model, Way::older);
    }
}

void end_ask(Model& model)
{
    model.here().marks.found.reset();
    model.ask.reset();
}

void give_up(Model& model)
{
    if (model.ask->what == Ask::For::text) {
        model.here().marks.window = model.ask->window_before;
    }
    end_ask(model);
}

bool is_control(const Key& key, std::string_view letter)
{
    return key.name == Key::Name::text && key.control && key.text == letter;
}

// Space makes one line of them; Enter sends them, Tab as one message; Escape forgets them.
bool press_about_paste(const Key& key, Model& model, Requests& requests)
{
    const bool somewhere = model.here().kind != model::Buffer::Kind::server;
    if (key.name == Key::Name::tab && model.network().takes_lines && somewhere) {
        requests.push_back(
            {Request::What::say, hubbub::join(model.ask->pasted, "\n"), model.here().name, 0});
        end_ask(model);
    }
    if (key.name == Key::Name::text && key.text == " " && !key.alt) {
        const std::string line = hubbub::join(model.ask->pasted, " ");
        end_ask(model);
        model.here().input.insert(line);
    }
    return true;
}

} // namespace

void start_ask(Model& model, Ask::For what)
{
    model.ask.emplace();
    model.ask->what = what;
    model.ask->label = row_of(what).label;
    model.ask->window_before = model.here().marks.window;
}

void ask_about_paste(Model& model, std::vector<std::string> lines)
{
    start_ask(model, Ask::For::paste);
    model.ask->shown = concat({std::to_string(lines.size()), " lines: Enter sends each, ",
                               model.network().takes_lines ? "Tab as one message, " : "",
                               "Space joins them, Escape forgets"});
    model.ask->pasted = std::move(lines);
}

bool press_in_ask(const Key& key, Model& model, Requests& requests)
{
    if (model.ask->what == Ask::For::resend) {
        return press_about_resend(key, model, requests);
    }
    const Row& row = row_of(model.ask->what);
    if (key.name == Key::Name::escape || is_control(key, "g")) {
        give_up(model);
        return true;
    }
    if (key.name == Key::Name::enter) {
        const bool was_recall = model.ask->what == Ask::For::recall && model.ask->found;
        row.take(model, requests);
        end_ask(model);
        return !was_recall; // which Enter then sends
    }
    if (model.ask->what == Ask::For::paste) {
        return press_about_paste(key, model, requests);
    }
    if (key.name == Key::Name::up || key.name == Key::Name::tab || is_control(key, "r")) {
        row.find(model, Way::older);
        return true;
    }
    if (key.name == Key::Name::down || is_control(key, "s")) {
        row.find(model, Way::newer);
        return true;
    }
    if (key.name == Key::Name::backspace || is_control(key, "h")) {
        model.ask->query.erase_left();
        search_anew(model);
        return true;
    }
    if (key.name == Key::Name::text && !key.control && !key.alt) {
        model.ask->query.insert(key.text);
        search_anew(model);
        return true;
    }
    row.take(model, requests);
    end_ask(model);
    return false;
}

} // namespace hubbub::tui::input
