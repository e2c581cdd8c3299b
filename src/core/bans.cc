// SPDX-License-Identifier: MIT
#include "core/bans.h"

#include "wire/mask.h"

#include <algorithm>

namespace hubbub::core {

namespace {

constexpr std::string_view account_type = "a:";

bool matches(std::string_view entry, const User& user)
{
    if (!entry.starts_with(account_type)) {
        return wire::matches(entry, user.source());
    }
    return !user.is_guest() && wire::matches(entry.substr(account_type.size()), user.account);
}

bool any_matches(const std::vector<ListEntry>& list, const User& user)
{
    return std::any_of(list.begin(), list.end(),
                       [&](const ListEntry& entry) { return matches(entry.mask, user); });
}

} // namespace

std::string complete_entry(std::string_view text)
{
    const bool typed = text.starts_with(account_type) && text.size() > account_type.size();
    return typed ? std::string(text) : wire::complete_mask(text);
}

bool is_banned(const Channel& channel, const User& user)
{
    return any_matches(channel.bans, user) && !any_matches(channel.ban_exceptions, user);
}

bool is_welcome(const Channel& channel, const User& user)
{
    return any_matches(channel.invite_exceptions, user);
}

} // namespace hubbub::core
