// SPDX-License-Identifier: MIT
#include "core/refusal.h"

#include <array>

namespace hubbub::core {

namespace {

// In the order of Reason.
constexpr std::array<std::string_view, reasons> names = {
    "bad_nick",
    "nick_in_use",
    "no_such_nick",
    "bad_channel_name",
    "no_such_channel",
    "nick_reserved",
    "account_exists",
    "too_many_accounts",
    "no_such_account",
    "room_registered",
    "too_many_channels",
    "too_many_rooms",
    "channel_full",
    "invite_only",
    "banned",
    "bad_key",
    "needs_account",
    "not_on_channel",
    "they_are_not_on_channel",
    "already_on_channel",
    "not_operator",
    "cannot_send",
    "not_stored",
    "no_change",
};
static_assert(!names.back().empty());

} // namespace

std::string_view name_of(Reason reason)
{
    return names[static_cast<std::size_t>(reason)];
}

} // namespace hubbub::core
