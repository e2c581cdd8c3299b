// SPDX-License-Identifier: MIT
#include "core/kinds.h"

#include "core/themes.h"

#include <array>

namespace hubbub::core {

namespace {

using enum KindRow::Class;

constexpr std::array<KindRow, 15> rows = {{
    // clang-format off
    {Kind::connect,   "connect",   change, check_connect, apply_connect,   render_nothing},
    {Kind::quit,      "quit",      change, check_author,  apply_quit,      render_quit},
    {Kind::nick,      "nick",      change, check_nick,    apply_nick,      render_nick},
    {Kind::setname,   "setname",   change, check_author,  apply_setname,   render_setname},
    {Kind::away,      "away",      change, check_author,  apply_away,      render_away},
    {Kind::user_mode, "user mode", change, check_author,  apply_user_mode, render_user_mode},
    {Kind::join,      "join",      change, check_join,    apply_join,      render_join},
    {Kind::part,      "part",      change, check_part,    apply_part,      render_part},
    {Kind::kick,      "kick",      change, check_kick,    apply_kick,      render_kick},
    {Kind::invite,    "invite",    change, check_invite,  apply_invite,    render_invite},
    {Kind::topic,     "topic",     change, check_topic,   apply_topic,     render_topic},
    {Kind::mode,      "mode",      change, check_mode,    apply_mode,      render_mode},
    {Kind::privmsg,   "privmsg",   speech, check_speech,  apply_speech,    render_privmsg},
    {Kind::notice,    "notice",    speech, check_speech,  apply_speech,    render_notice},
    {Kind::tagmsg,    "tagmsg",    speech, check_speech,  apply_speech,    render_tagmsg},
    // clang-format on
}};

} // namespace

std::span<const KindRow> kinds()
{
    return rows;
}

const KindRow* find_kind(Kind kind)
{
    for (const KindRow& row : rows) {
        if (row.kind == kind) {
            return &row;
        }
    }
    return nullptr;
}

} // namespace hubbub::core
