// SPDX-License-Identifier: MIT
// A room: who is in it, what it is about, and what its operators have decided.
#pragma once

#include "base/clock.h"
#include "core/ids.h"
#include "core/modes.h"
#include "wire/folded.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace hubbub::core {

struct Membership {
    User* user;
    Ranks ranks;
};

struct Topic {
    std::string text;
    std::string set_by; // "nick!user@host"
    WallTime set_at{};
};

// An entry of a ban, exception or invitation list.
struct ListEntry {
    std::string mask;
    std::string set_by;
    WallTime set_at{};
};

// Made, changed and ended by World alone.
struct Channel {
    ChannelId id;
    std::string name; // as its creator spelled it
    wire::Folded folded;
    WallTime created{};
    bool permanent = false; // lives on without members
    Topic topic;
    ModeSet modes; // flags, and k and l when they are set
    std::string key;
    std::size_t limit = 0;
    // Of a registered room, which is permanent: whose it is, and the ranks that accounts hold in
    // it, by their folded names. Empty: anybody's.
    std::string founder;
    std::map<std::string, Ranks> account_ranks;
    std::vector<ListEntry> bans;
    std::vector<ListEntry> ban_exceptions;
    std::vector<ListEntry> invite_exceptions;
    std::vector<UserId> invited;
    std::vector<Membership> members;

    bool is_registered() const { return !founder.empty(); }

    std::vector<ListEntry>& list(char letter)
    {
        return letter == 'b' ? bans : letter == 'e' ? ban_exceptions : invite_exceptions;
    }
    const std::vector<ListEntry>& list(char letter) const
    {
        return const_cast<Channel*>(this)->list(letter);
    }
};

} // namespace hubbub::core
