// SPDX-License-Identifier: MIT
// A nick on the network. The devices attached to it are Sessions.
#pragma once

#include "base/clock.h"
#include "core/ids.h"
#include "core/modes.h"
#include "core/privileges.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hubbub::core {

// What a person came with that others may see; travels in Entry::flags of a connect.
enum UserFlag : std::uint32_t { user_secure = 1U, user_plain = 2U };

// In Entry::flags of a join: an operator of the server puts the user there, no door holds.
inline constexpr std::uint32_t join_forced = 1;

// One side of a membership: where to find the other.
struct Joined {
    Channel* channel;
    std::uint32_t place; // in channel->members
};

// Made, changed and ended by World alone.
struct User {
    UserId id;
    std::string nick;
    std::string username;
    std::string host; // as shown to others
    std::string real_name;
    std::string account; // empty: a guest
    std::string away;    // empty: here
    std::string source;  // "nick!username@host", kept equal to the three
    ModeSet modes;
    std::uint32_t flags = 0;   // UserFlag
    Privileges privileges;     // of an operator of the server
    std::string operator_name; // the name of the [[oper]] they used
    WallTime since{};
    std::vector<Joined> channels;
    std::vector<ChannelId> invitations;
    std::vector<Session*> sessions;    // in this process
    mutable std::uint32_t visited = 0; // stamp of the last walk that met this user

    bool is_guest() const { return account.empty(); }
    bool is_bot() const { return modes.has('B'); }
    bool is_invisible() const { return modes.has('i'); }
    bool is_operator() const { return modes.has('o'); }
};

} // namespace hubbub::core
