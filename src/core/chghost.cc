// SPDX-License-Identifier: MIT
// Somebody is given another user name and host. IRCv3 chghost.
#include "core/audience.h"
#include "core/outbox.h"
#include "core/rank_line.h"
#include "core/render.h"
#include "core/themes.h"
#include "wire/numerics.h"

namespace hubbub::core {

namespace {

// To those who cannot be told otherwise, it looks as if the person had come anew.
void tell_rejoined(Stage& stage, const User& user, const Entry& entry)
{
    for (const Joined& joined : user.channels) {
        const Channel& channel = *joined.channel;
        const Audience strangers =
            Audience::members_of(channel).without(user).lacking(Cap::chghost);
        wire::Line join(user.source(), "JOIN", {channel.name});
        join.time = entry.time;
        join.account = user.account;
        stage.outbox.to(strangers.lacking(Cap::extended_join), join);
        join.parameters = {channel.name, user.is_guest() ? "*" : std::string_view(user.account),
                           user.real_name};
        join.trailing = true;
        stage.outbox.to(strangers.with(Cap::extended_join), join);
        tell_ranks(stage, user, channel, channel.members[joined.place].ranks, strangers);
        if (!user.rare->away.empty()) {
            wire::Line away(user.source(), "AWAY", {user.rare->away});
            away.trailing = true;
            stage.outbox.to(strangers.with(Cap::away_notify), away);
        }
    }
}

} // namespace

// chghost: user whom it befalls, subject the new user name, text the new host
void apply_chghost(Stage& stage, Entry& entry)
{
    User& user = *stage.world.find(entry.user);
    stage.correct(entry.source, user.source());
    const Rendered chghost(entry, stage.epoch);
    stage.outbox.to(Audience::neighbours_of(user).and_monitors().with(Cap::chghost),
                    chghost.line());
    wire::Line quit(user.source(), "QUIT", {"Changing host"});
    quit.time = entry.time;
    quit.trailing = true;
    stage.outbox.to(Audience::neighbours_of(user).lacking(Cap::chghost), quit);

    stage.world.rehost(user, entry.subject, entry.text);
    tell_rejoined(stage, user, entry);
    for (Session* session : user.sessions) {
        if (session->has(Cap::chghost)) {
            stage.outbox.to(*session, chghost.line());
        }
        const wire::NumericRow& row = wire::row_of(wire::Numeric::rpl_visiblehost);
        wire::Line line(stage.settings.name, row.code, {user.nick(), user.host(), row.text});
        line.trailing = true;
        stage.outbox.to(*session, line);
    }
}

void render_chghost(const Entry& entry, wire::Line& line)
{
    line.command = "CHGHOST";
    line.parameters = {entry.subject, entry.text};
}

} // namespace hubbub::core
