// SPDX-License-Identifier: MIT
// Who is in which room: join, part, kick, invite.
#include "core/audience.h"
#include "core/bans.h"
#include "core/outbox.h"
#include "core/registered_rooms.h"
#include "core/render.h"
#include "core/rooms.h"
#include "core/themes.h"

namespace hubbub::core {

namespace {

// Who may pass: the invited, and those who keep the door of a registered room, pass everything; a
// ban, the lock, the key and the limit hold for everybody else. Modern IRC, "JOIN message".
MayRefuse check_door(const World& world, const Channel& channel, const User& user,
                     std::string_view key)
{
    if (world.is_invited(user, channel) ||
        ranks_held(channel, user, world.mapping()).at_least(Rank::halfop)) {
        return {};
    }
    if (is_banned(channel, user)) {
        return refuse(Reason::banned, channel.name);
    }
    if (channel.modes.has('R') && user.is_guest()) {
        return refuse(Reason::needs_account, channel.name);
    }
    if (channel.modes.has('i') && !is_welcome(channel, user)) {
        return refuse(Reason::invite_only, channel.name);
    }
    if (channel.modes.has('k') && channel.key != key) {
        return refuse(Reason::bad_key, channel.name);
    }
    if (channel.modes.has('l') && channel.members.size() >= channel.limit) {
        return refuse(Reason::channel_full, channel.name);
    }
    return {};
}

// Those with away-notify learn at once that the newcomer is away. IRCv3 away-notify.
void tell_away(Stage& stage, const User& user, const Channel& channel, const Entry& entry)
{
    if (user.rare->away.empty()) {
        return;
    }
    wire::Line away(user.source(), "AWAY", {user.rare->away});
    away.trailing = true;
    away.time = entry.time;
    stage.outbox.to(Audience::members_of(channel).with(Cap::away_notify).without(user), away);
}

} // namespace

// join: target the channel, proof the key, flags join_forced, text the real name
MayRefuse check_join(const World& world, const Settings& settings, const Entry& entry)
{
    const User* user = world.find(entry.user);
    if (user == nullptr) {
        return refuse(Reason::no_such_nick, entry.source);
    }
    const Channel* channel = world.find_channel(entry.target);
    if (channel != nullptr && world.membership(*user, *channel) != nullptr) {
        return refuse(Reason::no_change, entry.target);
    }
    if (settings.limits.channels != 0 && user->channels.size() >= settings.limits.channels) {
        return refuse(Reason::too_many_channels, entry.target);
    }
    const bool full = settings.limits.rooms != 0 && world.channels() >= settings.limits.rooms;
    if (channel == nullptr && full) {
        return refuse(Reason::too_many_rooms, entry.target);
    }
    if (channel == nullptr || (entry.flags & join_forced) != 0) {
        return {};
    }
    return check_door(world, *channel, *user, entry.proof);
}

void apply_join(Stage& stage, Entry& entry)
{
    User& user = *stage.world.find(entry.user);
    Channel* channel = stage.world.find_channel(entry.target);
    const bool founding = channel == nullptr;
    if (founding) {
        channel = &make_room(stage.world, stage.settings, entry.target, entry.time);
    }
    stage.correct(entry.target, channel->name);
    Membership& member = stage.world.join(user, *channel);
    if (founding) {
        member.ranks.add(Rank::op);
    }
    stage.world.withdraw_invitation(user, *channel);
    stage.correct(entry.text, user.real_name);

    Rendered join(entry, stage.epoch);
    Session* own = stage.origin != nullptr && stage.origin->user == &user ? stage.origin : nullptr;
    const Audience others = Audience::members_of(*channel).without(own);
    stage.outbox.to(others.lacking(Cap::extended_join), join.line());
    wire::Line extended = join.line();
    extend_join(entry, extended);
    stage.outbox.to(others.with(Cap::extended_join), extended);
    if (own != nullptr) {
        stage.outbox.to(*own, own->has(Cap::extended_join) ? extended : join.line());
    }
    give_account_ranks(stage, user, *channel, member);
    tell_away(stage, user, *channel, entry);
}

void render_join(const Entry& entry, wire::Line& line)
{
    line.command = "JOIN";
    line.parameters = {entry.target};
}

void extend_join(const Entry& entry, wire::Line& line)
{
    line.parameters = {entry.target, entry.account.empty() ? "*" : std::string_view(entry.account),
                       entry.text};
    line.trailing = true;
}

// part: target the channel, text the reason
MayRefuse check_part(const World& world, const Settings&, const Entry& entry)
{
    const User* user = world.find(entry.user);
    const Channel* channel = world.find_channel(entry.target);
    if (channel == nullptr) {
        return refuse(Reason::no_such_channel, entry.target);
    }
    if (user == nullptr || world.membership(*user, *channel) == nullptr) {
        return refuse(Reason::not_on_channel, entry.target);
    }
    return {};
}

void apply_part(Stage& stage, Entry& entry)
{
    User& user = *stage.world.find(entry.user);
    Channel& channel = *stage.world.find_channel(entry.target);
    stage.correct(entry.target, channel.name);
    const Rendered part(entry, stage.epoch);
    stage.outbox.to(Audience::members_of(channel).without(stage.origin), part.line());
    if (stage.origin != nullptr) {
        stage.outbox.to(*stage.origin, part.line());
    }
    stage.world.part(user, channel);
}

void render_part(const Entry& entry, wire::Line& line)
{
    line.command = "PART";
    line.parameters = {entry.target};
    if (!entry.text.empty()) {
        line.parameters.push_back(entry.text);
        line.trailing = true;
    }
}

// kick: target the channel, subject and other the member, text the reason
MayRefuse check_kick(const World& world, const Settings&, const Entry& entry)
{
    const User* user = world.find(entry.user);
    const Channel* channel = world.find_channel(entry.target);
    if (channel == nullptr) {
        return refuse(Reason::no_such_channel, entry.target);
    }
    const Membership* own = user != nullptr ? world.membership(*user, *channel) : nullptr;
    if (own == nullptr) {
        return refuse(Reason::not_on_channel, entry.target);
    }
    if (!own->ranks.at_least(Rank::halfop)) {
        return refuse(Reason::not_operator, entry.target);
    }
    const User* victim = world.find(entry.other);
    const Membership* theirs = victim != nullptr ? world.membership(*victim, *channel) : nullptr;
    if (theirs == nullptr) {
        return refuse(Reason::they_are_not_on_channel, entry.target, entry.subject);
    }
    if (victim != user && !own->ranks.may_act_on(theirs->ranks)) {
        return refuse(Reason::not_operator, entry.target);
    }
    return {};
}

void apply_kick(Stage& stage, Entry& entry)
{
    User& victim = *stage.world.find(entry.other);
    Channel& channel = *stage.world.find_channel(entry.target);
    stage.correct(entry.target, channel.name);
    stage.correct(entry.subject, victim.nick());
    const Rendered kick(entry, stage.epoch);
    stage.outbox.to(Audience::members_of(channel).without(stage.origin), kick.line());
    if (stage.origin != nullptr) {
        stage.outbox.to(*stage.origin, kick.line());
    }
    stage.world.part(victim, channel);
}

void render_kick(const Entry& entry, wire::Line& line)
{
    line.command = "KICK";
    line.parameters = {entry.target, entry.subject, entry.text};
    line.trailing = true;
}

// invite: target the channel, subject and other the invited
MayRefuse check_invite(const World& world, const Settings&, const Entry& entry)
{
    const User* user = world.find(entry.user);
    const User* guest = world.find(entry.other);
    const Channel* channel = world.find_channel(entry.target);
    if (guest == nullptr) {
        return refuse(Reason::no_such_nick, entry.subject);
    }
    if (channel == nullptr) {
        return refuse(Reason::no_such_channel, entry.target);
    }
    const Membership* own = user != nullptr ? world.membership(*user, *channel) : nullptr;
    if (own == nullptr) {
        return refuse(Reason::not_on_channel, entry.target);
    }
    if (channel->modes.has('i') && !own->ranks.at_least(Rank::halfop)) {
        return refuse(Reason::not_operator, entry.target);
    }
    if (world.membership(*guest, *channel) != nullptr) {
        return refuse(Reason::already_on_channel, entry.target, entry.subject);
    }
    return {};
}

void apply_invite(Stage& stage, Entry& entry)
{
    User& guest = *stage.world.find(entry.other);
    Channel& channel = *stage.world.find_channel(entry.target);
    stage.correct(entry.target, channel.name);
    entry.subject = guest.nick();
    stage.world.invite(guest, channel);
    const Rendered invite(entry, stage.epoch);
    for (Session* session : guest.sessions) {
        stage.outbox.to(*session, invite.line());
    }
    stage.outbox.to(Audience::members_of(channel)
                        .with(Cap::invite_notify)
                        .without(stage.origin)
                        .at_least(channel.modes.has('i') ? Rank::halfop : Rank::none),
                    invite.line());
}

void render_invite(const Entry& entry, wire::Line& line)
{
    line.command = "INVITE";
    line.parameters = {entry.subject, entry.target};
}

} // namespace hubbub::core
