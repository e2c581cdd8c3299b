// SPDX-License-Identifier: MIT
#pragma once

#include "tui/net/irc.h"

#include <string>
#include <string_view>

namespace hubbub::tui::net {

inline constexpr std::string_view action_start = "\x01"
                                                 "ACTION ";

// The line that says what a message says, and what of it goes where.
struct Heard {
    std::string nick;
    std::string text;
    std::string msgid;
    model::ChatLine line; // its views are into the other three
};

// Of a PRIVMSG or a NOTICE, said now or in history.
Heard hear(const Irc& irc, const model::Network& network, const wire::Message& message,
           model::LineKind kind);

} // namespace hubbub::tui::net
