// SPDX-License-Identifier: MIT
#include "tui/input/complete.h"

#include "base/strings.h"
#include "tui/input/slash.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tui::input {

namespace {

using model::Buffer;
using model::Model;

void add(std::vector<std::string>& all, std::string_view one)
{
    if (std::find(all.begin(), all.end(), one) == all.end()) {
        all.emplace_back(one);
    }
}

std::vector<std::string> commands(std::string_view start)
{
    std::vector<std::string> all;
    for (const SlashCommand& command : slash_commands()) {
        const std::string name = concat({"/", command.name});
        if (starts_with_ignoring_case(name, start)) {
            all.push_back(name + " ");
        }
    }
    return all;
}

std::vector<std::string> rooms(const Model& model, std::string_view start)
{
    std::vector<std::string> all;
    for (const auto& buffer : model.buffers) {
        if (buffer->kind == Buffer::Kind::room && starts_with_ignoring_case(buffer->name, start)) {
            add(all, buffer->name + " ");
        }
    }
    return all;
}

std::vector<std::string> nicks(const Model& model, std::string_view start, bool line_start)
{
    const std::string_view after = line_start ? ": " : " ";
    std::vector<std::string> all;
    for (const std::string& nick : model.here().speakers) {
        const bool there =
            model.here().kind != Buffer::Kind::room || model.here().find_member(nick) != nullptr;
        if (there && starts_with_ignoring_case(nick, start) && !model.is_me(nick)) {
            add(all, concat({nick, after}));
        }
    }
    for (const model::Member& member : model.here().members) {
        if (starts_with_ignoring_case(member.nick, start) && !model.is_me(member.nick)) {
            add(all, concat({member.nick, after}));
        }
    }
    if (model.here().kind == Buffer::Kind::person &&
        starts_with_ignoring_case(model.here().name, start)) {
        add(all, concat({model.here().name, after}));
    }
    return all;
}

std::vector<std::string> candidates(const Model& model, std::string_view word, bool line_start)
{
    if (line_start && word.starts_with('/')) {
        return commands(word);
    }
    return word.starts_with('#') ? rooms(model, word) : nicks(model, word, line_start);
}

} // namespace

void complete(Model& model)
{
    model::LineEdit& input = model.here().input;
    const std::string before = input.text().substr(0, input.cursor());
    // What an earlier Tab put there is completed from its first letter on, to the next that fits.
    std::string_view typed = before;
    while (typed.ends_with(' ') || typed.ends_with(':')) {
        typed.remove_suffix(1);
    }
    const std::size_t space = typed.rfind(' ');
    const std::size_t start = space == std::string_view::npos ? 0 : space + 1;
    const std::string whole = before.substr(start);
    if (whole.empty()) {
        return;
    }
    const bool again = whole.ends_with(' ');
    const std::string_view stem =
        again ? std::string_view(model.completion_stem) : std::string_view(whole);
    const std::vector<std::string> all = candidates(model, stem, start == 0);
    if (all.empty()) {
        return;
    }
    const auto shown = std::find(all.begin(), all.end(), whole);
    const bool walking = again && shown != all.end();
    if (!again) {
        model.completion_stem = whole;
    }
    const std::string& next =
        walking ? (shown + 1 == all.end() ? all.front() : *(shown + 1)) : all.front();
    input.replace_from(start, next);
}

} // namespace hubbub::tui::input
