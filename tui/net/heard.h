// SPDX-License-Identifier: MIT
// What a line of the server tells, as a line of a buffer: one renderer for what happens now and for
// what history brings, so that the two cannot differ. Nothing is changed by hearing.
#pragma once

#include "tui/net/irc.h"

#include <optional>
#include <string>
#include <string_view>

namespace hubbub::tui::net {

inline constexpr std::string_view action_start = "\x01"
                                                 "ACTION ";

struct Heard {
    model::LineKind kind = model::LineKind::message;
    bool mine = false;
    bool mention = false;
    WallTime time{};
    std::string nick;
    std::string text;
    std::string msgid;

    // Its views live as long as this.
    model::ChatLine line() const;
};

std::string nick_of(std::string_view source);

// Of a PRIVMSG or a NOTICE.
Heard hear_speech(const Irc& irc, const model::Network& network, const wire::Message& message);

// Of who came, left, was put out or invited, took another nick, or changed the topic or a mode.
// Nothing: it is no such line.
std::optional<Heard> hear_event(const Irc& irc, const model::Network& network,
                                const wire::Message& message);

// Either, out of a batch of history. Nothing: it is not to be shown.
std::optional<Heard> hear_history(const Irc& irc, const model::Network& network,
                                  const wire::Message& message);

} // namespace hubbub::tui::net
