// SPDX-License-Identifier: MIT
#include "tui/model/typed_secret.h"

#include "base/strings.h"
#include "tui/model/masked.h"
#include "tui/model/model.h"

#include <algorithm>
#include <array>

namespace hubbub::tui::model {

namespace {

// What the rest of a /command becomes; of all others it is taken as a line that starts with the
// command's name, to the server or to a service.
struct Row {
    std::string_view command;
    std::size_t (*secret)(std::string_view rest);
};

// "NICK TEXT"
std::size_t in_message(std::string_view rest)
{
    std::string_view text = rest;
    const std::string_view target = cut(text, ' ');
    return rest.size() - text.size() + secret_in_speech(target, text);
}

constexpr std::array<Row, 4> rows = {{
    {"msg", in_message},
    {"notice", in_message},
    {"query", in_message},
    {"quote", secret_in_line},
}};

constexpr std::string_view any_service = "NickServ";

// command: without its slash.
std::size_t in_command(std::string_view command)
{
    std::string_view rest = command;
    const std::string_view name = cut(rest, ' ');
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const Row& one) {
        return equals_ignoring_case(one.command, name);
    });
    if (row != rows.end()) {
        const std::size_t spaces = std::min(rest.find_first_not_of(' '), rest.size());
        rest.remove_prefix(spaces);
        return command.size() - rest.size() + row->secret(rest);
    }
    return std::min(secret_in_line(command), secret_in_speech(any_service, command));
}

std::size_t in_speech(const Buffer& buffer, std::string_view text)
{
    return secret_in_speech(buffer.kind == Buffer::Kind::person ? buffer.name : "", text);
}

// In the text that the alias stands for, from the place on where what was typed begins.
std::size_t in_alias(const Buffer& buffer, std::string_view meaning, std::string_view command)
{
    std::string_view rest = command;
    cut(rest, ' ');
    const std::string line = concat({meaning, " ", rest});
    const std::size_t before = line.size() - rest.size();
    const std::size_t secret = line.starts_with('/')
                                   ? 1 + in_command(std::string_view(line).substr(1))
                                   : in_speech(buffer, line);
    return command.size() - rest.size() + std::max(secret, before) - before;
}

} // namespace

std::size_t secret_in_typed(const Buffer& buffer, std::string_view typed)
{
    const std::size_t start = std::min(typed.find_first_not_of(' '), typed.size());
    std::string_view command = typed.substr(start);
    if (!command.starts_with('/')) {
        return in_speech(buffer, typed);
    }
    if (command.starts_with("//")) {
        return typed.size(); // text with a slash
    }
    command.remove_prefix(1);
    const auto& aliases = buffer.network->model.settings.aliases;
    const auto alias = aliases.find(to_lower(command.substr(0, command.find(' '))));
    const std::size_t secret =
        alias == aliases.end() ? in_command(command) : in_alias(buffer, alias->second, command);
    return start + 1 + secret;
}

} // namespace hubbub::tui::model
