// SPDX-License-Identifier: MIT
#include "commands/families.h"

#include "base/strings.h"

#include <string>
#include <unordered_map>

namespace hubbub::commands {

namespace {

constexpr auto families = {
    registration_commands, capability_commands, sasl_commands,       account_commands,
    service_commands,      session_commands,    channel_commands,    list_commands,
    mode_commands,         message_commands,    multiline_commands,  presence_commands,
    who_commands,          query_commands,      monitor_commands,    server_commands,
    stats_commands,        oper_commands,       server_ban_commands, history_commands,
};

using Index = std::unordered_map<std::string, const CommandSpec*, StringHash, std::equal_to<>>;

Index make_index()
{
    Index index;
    for (const CommandSpec* spec : all_commands()) {
        index.emplace(spec->name, spec);
    }
    return index;
}

} // namespace

const std::vector<const CommandSpec*>& all_commands()
{
    static const std::vector<const CommandSpec*> all = [] {
        std::vector<const CommandSpec*> rows;
        for (const auto family : families) {
            for (const CommandSpec& spec : family()) {
                rows.push_back(&spec);
            }
        }
        return rows;
    }();
    return all;
}

const CommandSpec* find_command(std::string_view name)
{
    static const Index index = make_index();
    constexpr std::size_t longest = 32;
    char upper[longest];
    if (name.size() > longest) {
        return nullptr;
    }
    for (std::size_t i = 0; i < name.size(); ++i) {
        upper[i] = ascii_upper(name[i]);
    }
    const auto found = index.find(std::string_view(upper, name.size()));
    return found == index.end() ? nullptr : found->second;
}

} // namespace hubbub::commands
