// SPDX-License-Identifier: MIT
#include "core/mode_change.h"

#include "base/strings.h"
#include "core/modes.h"

namespace hubbub::core {

namespace {

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

} // namespace

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

} // namespace hubbub::core
