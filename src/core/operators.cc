// SPDX-License-Identifier: MIT
// What the operators of the server do: they become operators, keep people off, call to all.
#include "core/mode_change.h"
#include "core/outbox.h"
#include "core/render.h"
#include "core/themes.h"

namespace hubbub::core {

// oper: target the nick, subject the operator's name, text "+o", flags the Privileges
void apply_oper(Stage& stage, Entry& entry)
{
    User& user = *stage.world.find(entry.user);
    stage.world.set_mode(user, 'o', true);
    user.rare.change().operator_name = entry.subject;
    user.rare.change().privileges = Privileges(entry.flags);
    const Rendered mode(entry, stage.epoch);
    for (Session* session : user.sessions) {
        stage.outbox.to(*session, mode.line());
    }
}

// server ban: records what is put up or taken down
void apply_server_ban(Stage& stage, Entry& entry)
{
    ServerBans& bans = stage.world.server_bans();
    for (const RecordChange& change : entry.records) {
        if (change.how == RecordChange::How::erase) {
            bans.remove(change.record.key);
            continue;
        }
        Result<ServerBan> ban = read_ban(change.record);
        if (!ban) {
            continue;
        }
        stage.world.each_user([&](User& user) {
            for (Session* session : user.sessions) {
                const Comer comer{user.nick(), user.username(), user.host(), session->address};
                if (!user.is_operator() && matches(*ban, comer)) {
                    stage.condemned.push_back({session, "Banned: " + ban->reason});
                }
            }
        });
        bans.put(ban.take());
    }
}

Result<void> restore_server_ban(World& world, const Settings&, const Record& record)
{
    Result<ServerBan> ban = read_ban(record);
    if (!ban) {
        return ban.error();
    }
    world.server_bans().put(ban.take());
    return {};
}

// wallops: text for everybody with +w
void apply_wallops(Stage& stage, Entry& entry)
{
    const Rendered wallops(entry, stage.epoch);
    stage.world.each_user([&](const User& user) {
        for (Session* session : user.sessions) {
            if (user.modes.has('w')) {
                stage.outbox.to(*session, wallops.line());
            }
        }
    });
}

void render_wallops(const Entry& entry, wire::Line& line)
{
    line.command = "WALLOPS";
    line.parameters = {entry.text};
    line.trailing = true;
}

} // namespace hubbub::core
