// SPDX-License-Identifier: MIT
#include "tui/input/complete.h"

#include "base/strings.h"
#include "tui/input/emoji.h"
#include "tui/input/slash.h"

#include <algorithm>
#include <optional>
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
        const bool near = buffer->network == &model.network();
        if (near && buffer->kind == Buffer::Kind::room &&
            starts_with_ignoring_case(buffer->name, start)) {
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
        if (there && starts_with_ignoring_case(nick, start) && !model.network().is_me(nick)) {
            add(all, concat({nick, after}));
        }
    }
    for (const model::Member& member : model.here().members) {
        if (starts_with_ignoring_case(member.nick, start) && !model.network().is_me(member.nick)) {
            add(all, concat({member.nick, after}));
        }
    }
    if (model.here().kind == Buffer::Kind::person &&
        starts_with_ignoring_case(model.here().name, start)) {
        add(all, concat({model.here().name, after}));
    }
    return all;
}

// One letter would offer too many, and ":D" is no name.
std::vector<std::string> emoji_named(std::string_view start)
{
    std::vector<std::string> all;
    for (const Emoji& one : emoji()) {
        if (start.size() >= 2 && one.name.starts_with(start)) {
            add(all, concat({one.text, " "}));
        }
    }
    return all;
}

std::vector<std::string> networks(const Model& model, std::string_view start)
{
    std::vector<std::string> all;
    for (const auto& network : model.networks) {
        if (starts_with_ignoring_case(network->name, start)) {
            add(all, network->name + " ");
        }
    }
    for (const std::string& name : model.known_networks) {
        if (starts_with_ignoring_case(name, start)) {
            add(all, name + " ");
        }
    }
    return all;
}

bool names_network(std::string_view before)
{
    return before == "/connect " || before == "/disconnect " || before == "/reconnect ";
}

// before: what stands on the line before the word.
std::vector<std::string> candidates(const Model& model, std::string_view word,
                                    std::string_view before)
{
    const bool line_start = before.empty();
    if (names_network(before)) {
        return networks(model, word);
    }
    if (line_start && word.starts_with('/')) {
        return commands(word);
    }
    if (word.starts_with(':')) {
        return emoji_named(word.substr(1));
    }
    return word.starts_with('#') ? rooms(model, word) : nicks(model, word, line_start);
}

} // namespace

void complete(Model& model, Onwards onwards)
{
    model::LineEdit& input = model.here().input;
    std::optional<model::Completion>& last = model.completion;
    const bool again = last && last->text == input.text() && last->cursor == input.cursor();
    const std::string before = input.text().substr(0, input.cursor());
    const std::size_t space = before.rfind(' ');
    const std::size_t start = again ? last->start : space == std::string::npos ? 0 : space + 1;
    const std::string word = before.substr(start);
    const std::string stem = again ? last->stem : word;
    const std::vector<std::string> all = candidates(model, stem, before.substr(0, start));
    if (stem.empty() || all.empty()) {
        return;
    }
    const auto shown = again ? std::find(all.begin(), all.end(), word) : all.end();
    const std::size_t last_one = all.size() - 1;
    std::size_t next = onwards == Onwards::yes ? 0 : last_one;
    if (shown != all.end()) {
        const auto place = static_cast<std::size_t>(shown - all.begin());
        next = onwards == Onwards::yes ? (place == last_one ? 0 : place + 1)
                                       : (place == 0 ? last_one : place - 1);
    }
    input.replace_from(start, all[next]);
    last = {stem, start, input.text(), input.cursor()};
}

} // namespace hubbub::tui::input
