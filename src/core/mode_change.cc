// SPDX-License-Identifier: MIT
#include "core/mode_change.h"

#include "base/strings.h"
#include "core/modes.h"

namespace hubbub::core {

bool takes_parameter(char letter, bool adding)
{
    const ChannelMode* mode = find_channel_mode(letter);
    if (mode == nullptr) {
        return false;
    }
    return mode->type == ModeType::rank || mode->type == ModeType::list ||
           mode->type == ModeType::parameter ||
           (mode->type == ModeType::parameter_to_set && adding);
}

std::vector<ModeChange> read_mode_changes(std::string_view text)
{
    std::vector<ModeChange> changes;
    std::string_view rest = text;
    bool adding = true;
    const bool of_channel = text.find(' ') != std::string_view::npos;
    for (const char c : cut(rest, ' ')) {
        if (c == '+' || c == '-') {
            adding = c == '+';
            continue;
        }
        ModeChange& change = changes.emplace_back(ModeChange{adding, c, {}});
        if (of_channel && takes_parameter(c, adding)) {
            change.parameter = cut(rest, ' ');
        }
    }
    return changes;
}

std::string write_mode_changes(const std::vector<ModeChange>& changes)
{
    std::string letters;
    std::string parameters;
    char sign = 0;
    for (const ModeChange& change : changes) {
        const char wanted = change.adding ? '+' : '-';
        if (sign != wanted) {
            sign = wanted;
            letters += sign;
        }
        letters += change.letter;
        if (!change.parameter.empty()) {
            parameters += " " + change.parameter;
        }
    }
    return letters + parameters;
}

MayRefuse check_mode_change(const World& world, const Channel& channel, const User& user,
                            const ModeChange& change)
{
    const ChannelMode* mode = find_channel_mode(change.letter);
    const Membership* own = world.membership(user, channel);
    const Ranks ranks = own != nullptr ? own->ranks : Ranks{};
    const bool of_rank = mode->type == ModeType::rank;
    const User* subject = of_rank ? world.find_user(change.parameter) : nullptr;
    const bool steps_down = own != nullptr && subject == &user && !change.adding;
    if (!steps_down && !ranks.at_least(mode->needed)) {
        return refuse(Reason::not_operator, channel.name);
    }
    if (!of_rank) {
        return {};
    }
    if (subject == nullptr) {
        return refuse(Reason::no_such_nick, change.parameter);
    }
    const Membership* theirs = world.membership(*subject, channel);
    if (theirs == nullptr) {
        return refuse(Reason::they_are_not_on_channel, channel.name, change.parameter);
    }
    if (!steps_down && !change.adding && !ranks.may_act_on(theirs->ranks)) {
        return refuse(Reason::not_operator, channel.name);
    }
    return {};
}

} // namespace hubbub::core
