// SPDX-License-Identifier: MIT
// A nick on the network. The devices attached to it are Sessions.
#pragma once

#include "base/clock.h"
#include "base/few.h"
#include "base/on_demand.h"
#include "core/full_name.h"
#include "core/ids.h"
#include "core/modes.h"
#include "core/privileges.h"

#include <cstdint>
#include <string>
#include <string_view>
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

// What few users have.
struct UserRarities {
    std::string away;          // empty: here
    std::string operator_name; // the name of the [[oper]] they used
    Privileges privileges;     // of an operator of the server
    std::vector<ChannelId> invitations;
};

// Made, changed and ended by World alone.
struct User {
    UserId id;
    FullName name;
    mutable std::uint32_t visited = 0; // stamp of the last walk that met this user
    std::uint32_t flags = 0;           // UserFlag
    std::string real_name;
    std::string account; // empty: a guest
    ModeSet modes;
    WallTime since{};
    std::vector<Joined> channels;
    Few<Session> sessions; // in this process
    OnDemand<UserRarities> rare;

    std::string_view source() const { return name.text(); }
    std::string_view nick() const { return name.nick(); }
    std::string_view username() const { return name.username(); }
    std::string_view host() const { return name.host(); } // as shown to others

    bool is_guest() const { return account.empty(); }
    bool is_bot() const { return modes.has('B'); }
    bool is_invisible() const { return modes.has('i'); }
    bool is_operator() const { return modes.has('o'); }
};

} // namespace hubbub::core
