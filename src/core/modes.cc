// SPDX-License-Identifier: MIT
#include "core/modes.h"

#include <array>

namespace hubbub::core {

namespace {

using enum ModeType;

constexpr std::array<ChannelMode, 18> channel_rows = {{
    {'q', rank, Rank::founder, Rank::founder, '~', "founder", "Owns the room."},
    {'a', rank, Rank::founder, Rank::admin, '&', "admin", "Cannot be kicked by operators."},
    {'o', rank, Rank::op, Rank::op, '@', "operator", "Runs the room."},
    {'h', rank, Rank::op, Rank::halfop, '%', "half-operator", "Kicks, bans and gives voice."},
    {'v', rank, Rank::halfop, Rank::voice, '+', "voice", "May speak in a moderated room."},
    {'b', list, Rank::halfop, Rank::none, 0, "ban", "Keeps out, and silences, who matches."},
    {'e', list, Rank::halfop, Rank::none, 0, "ban exception",
     "Lets in who matches, though banned."},
    {'I', list, Rank::halfop, Rank::none, 0, "invite exception", "Needs no invitation."},
    {'k', parameter, Rank::halfop, Rank::none, 0, "key", "A word that one must show to join."},
    {'l', parameter_to_set, Rank::halfop, Rank::none, 0, "limit", "At most so many members."},
    {'i', flag, Rank::halfop, Rank::none, 0, "invite only", "Only the invited may join."},
    {'m', flag, Rank::halfop, Rank::none, 0, "moderated", "Only the voiced may speak."},
    {'n', flag, Rank::halfop, Rank::none, 0, "no outside messages", "Only members may speak."},
    {'s', flag, Rank::halfop, Rank::none, 0, "secret", "Outsiders do not see the room."},
    {'t', flag, Rank::halfop, Rank::none, 0, "protected topic", "Only operators set the topic."},
    {'R', flag, Rank::halfop, Rank::none, 0, "accounts only", "Only people with accounts join."},
    {'M', flag, Rank::halfop, Rank::none, 0, "accounts speak",
     "Only people with accounts, and the voiced, speak."},
    {'C', flag, Rank::halfop, Rank::none, 0, "no CTCP", "No CTCP requests but ACTION."},
}};

// Asked several times of each line that is said.
constexpr auto ranks_by_prefix = [] {
    std::array<Rank, 256> ranks{};
    for (const ChannelMode& mode : channel_rows) {
        if (mode.type == rank) {
            ranks[static_cast<unsigned char>(mode.prefix)] = mode.rank;
        }
    }
    return ranks;
}();

constexpr auto user_rows = std::to_array<UserMode>({
    {'i', UserMode::By::themselves, "invisible", "WHO and NAMES show one to neighbours only."},
    {'o', UserMode::By::server, "operator", "Runs the server; may be given up, never taken."},
    {'w', UserMode::By::themselves, "wallops", "Hears WALLOPS."},
    {'B', UserMode::By::themselves, "bot", "Is marked as a bot."},
    {'r', UserMode::By::server, "registered", "Is logged in to an account."},
    {'Z', UserMode::By::server, "secure", "Is connected over TLS."},
});

std::string letters_of(ModeType type)
{
    std::string letters;
    for (const ChannelMode& mode : channel_rows) {
        if (mode.type == type) {
            letters += mode.letter;
        }
    }
    return letters;
}

} // namespace

std::span<const ChannelMode> channel_modes()
{
    return channel_rows;
}

std::span<const UserMode> user_modes()
{
    return user_rows;
}

const ChannelMode* find_channel_mode(char letter)
{
    for (const ChannelMode& mode : channel_rows) {
        if (mode.letter == letter) {
            return &mode;
        }
    }
    return nullptr;
}

const UserMode* find_user_mode(char letter)
{
    for (const UserMode& mode : user_rows) {
        if (mode.letter == letter) {
            return &mode;
        }
    }
    return nullptr;
}

std::string prefixes(Ranks ranks)
{
    std::string out;
    for (const ChannelMode& mode : channel_rows) {
        if (mode.type == rank && ranks.has(mode.rank)) {
            out += mode.prefix;
        }
    }
    return out;
}

std::string letters_of(Ranks ranks)
{
    std::string out;
    for (const ChannelMode& mode : channel_rows) {
        if (mode.type == rank && ranks.has(mode.rank)) {
            out += mode.letter;
        }
    }
    return out;
}

std::string highest_prefix(Ranks ranks)
{
    return prefixes(ranks).substr(0, 1);
}

Rank rank_of_prefix(char prefix)
{
    return ranks_by_prefix[static_cast<unsigned char>(prefix)];
}

std::string isupport_prefix()
{
    std::string letters = letters_of(rank);
    std::string symbols;
    for (const char letter : letters) {
        symbols += find_channel_mode(letter)->prefix;
    }
    return "(" + letters + ")" + symbols;
}

std::string isupport_chanmodes()
{
    return letters_of(list) + "," + letters_of(parameter) + "," + letters_of(parameter_to_set) +
           "," + letters_of(flag);
}

std::string letters_of_channel_modes()
{
    std::string letters;
    for (const ChannelMode& mode : channel_rows) {
        letters += mode.letter;
    }
    return letters;
}

std::string letters_with_parameter()
{
    std::string letters;
    for (const ChannelMode& mode : channel_rows) {
        if (mode.type != flag) {
            letters += mode.letter;
        }
    }
    return letters;
}

std::string letters_of_user_modes()
{
    std::string letters;
    for (const UserMode& mode : user_rows) {
        letters += mode.letter;
    }
    return letters;
}

} // namespace hubbub::core
