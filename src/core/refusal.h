// SPDX-License-Identifier: MIT
// Why a person may not do what they asked. Not an error of the program: the commands turn it into a
// numeric (commands/refusals.cc), the plain door into a sentence.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace hubbub::core {

enum class Reason : std::uint8_t {
    // names
    bad_nick,
    nick_in_use,
    no_such_nick,
    bad_channel_name,
    no_such_channel,
    nick_reserved, // an account's, and not theirs
    account_exists,
    too_many_accounts, // of the network
    no_such_account,
    room_registered,
    // membership
    too_many_channels, // of one user
    too_many_rooms,    // of the network
    channel_full,
    invite_only,
    banned,
    bad_key,
    needs_account,
    not_on_channel,
    they_are_not_on_channel,
    already_on_channel,
    // permission
    not_operator,
    cannot_send,
    // the world failed
    not_stored,
    // it was already so: silence
    no_change,
};

inline constexpr std::size_t reasons = static_cast<std::size_t>(Reason::no_change) + 1;

// "nick_in_use": for the operator.
std::string_view name_of(Reason reason);

struct Refusal {
    Reason reason;
    std::string subject; // what it is about: the channel or nick, as the person wrote it
    std::string other;   // the second party where there is one: whom one tried to kick, invite
};

using MayRefuse = std::optional<Refusal>; // nothing: go ahead

inline MayRefuse refuse(Reason reason, std::string_view subject, std::string_view other = {})
{
    return Refusal{reason, std::string(subject), std::string(other)};
}

} // namespace hubbub::core
