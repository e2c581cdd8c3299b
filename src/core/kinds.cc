// SPDX-License-Identifier: MIT
#include "core/kinds.h"

#include "core/themes.h"

#include <array>
#include <cstdint>

namespace hubbub::core {

namespace {

using enum KindRow::Class;
using enum KindRow::Filed;

constexpr auto rows = std::to_array<KindRow>({
    // clang-format off
    {Kind::connect,   "connect",   change, check_connect, apply_connect,   render_nothing},
    {Kind::quit,      "quit",      change, check_author,  apply_quit, render_quit, in_rooms_of_author},
    {Kind::nick,      "nick",      change, check_nick,    apply_nick, render_nick, in_rooms_of_author},
    {Kind::setname,   "setname",   change, check_author,  apply_setname,   render_setname},
    {Kind::away,      "away",      change, check_author,  apply_away,      render_away},
    {Kind::user_mode, "user mode", change, check_author,  apply_user_mode, render_user_mode},
    {Kind::join,      "join",      change, check_join,    apply_join, render_join, in_target},
    {Kind::part,      "part",      change, check_part,    apply_part, render_part, in_target},
    {Kind::kick,      "kick",      change, check_kick,    apply_kick, render_kick, in_target},
    {Kind::invite,    "invite",    change, check_invite,  apply_invite,    render_invite},
    {Kind::topic,     "topic",     change, check_topic,   apply_topic, render_topic, in_target},
    {Kind::mode,      "mode",      change, check_mode,    apply_mode, render_mode, in_target},
    {Kind::privmsg,   "privmsg",   speech, check_speech,  apply_speech,    render_privmsg},
    {Kind::notice,    "notice",    speech, check_speech,  apply_speech,    render_notice},
    {Kind::tagmsg,    "tagmsg",    speech, check_speech,  apply_speech,    render_tagmsg},
    {Kind::oper,      "oper",      change, check_author,  apply_oper,      render_user_mode},
    {Kind::server_ban, "server ban", change, check_nothing, apply_server_ban, render_nothing},
    {Kind::wallops,   "wallops",   change, check_author,  apply_wallops,   render_wallops},
    {Kind::chghost,   "chghost",   change, check_author,  apply_chghost,   render_chghost},
    {Kind::add_account, "add account", change, check_add_account, apply_put_account, render_nothing},
    {Kind::change_account, "change account", change, check_account, apply_put_account, render_nothing},
    {Kind::drop_account, "drop account", change, check_account, apply_drop_account, render_nothing},
    {Kind::register_room, "register room", change, check_register_room, apply_register_room, render_nothing},
    {Kind::drop_room, "drop room", change, check_drop_room, apply_drop_room, render_nothing},
    {Kind::login,     "login",     change, check_login,   apply_login,     render_nothing},
    {Kind::checkpoint, "checkpoint", change, check_nothing, apply_nothing, render_nothing},
    // clang-format on
});

// Asked several times of each line that is said.
constexpr auto by_number = [] {
    std::array<const KindRow*, 256> index{};
    for (const KindRow& row : rows) {
        index[static_cast<std::uint8_t>(row.kind)] = &row;
    }
    return index;
}();

} // namespace

std::span<const KindRow> kinds()
{
    return rows;
}

const KindRow* find_kind(Kind kind)
{
    return by_number[static_cast<std::uint8_t>(kind)];
}

bool is_speech(Kind kind)
{
    const KindRow* row = find_kind(kind);
    return row != nullptr && row->type == KindRow::Class::speech;
}

bool must_be_stored(const Entry& entry)
{
    return is_speech(entry.kind) || changes_room(entry.kind) || !entry.records.empty();
}

} // namespace hubbub::core
