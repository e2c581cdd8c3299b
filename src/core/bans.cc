// SPDX-License-Identifier: MIT
#include "core/bans.h"

#include "wire/mask.h"

#include <algorithm>

namespace hubbub::core {

namespace {

bool any_matches(const std::vector<ListEntry>& list, const User& user)
{
    return std::any_of(list.begin(), list.end(), [&](const ListEntry& entry) {
        return wire::matches(entry.mask, user.source);
    });
}

} // namespace

bool is_banned(const Channel& channel, const User& user)
{
    return any_matches(channel.bans, user) && !any_matches(channel.ban_exceptions, user);
}

bool is_welcome(const Channel& channel, const User& user)
{
    return any_matches(channel.invite_exceptions, user);
}

} // namespace hubbub::core
