// SPDX-License-Identifier: MIT
// What people say: PRIVMSG, NOTICE, TAGMSG, to a room, to those above a rank in it, or to a person.
#include "core/audience.h"
#include "core/bans.h"
#include "core/outbox.h"
#include "core/render.h"
#include "core/themes.h"
#include "wire/names.h"

namespace hubbub::core {

namespace {

constexpr char ctcp_mark = '\x01';

bool is_ctcp_request(const Entry& entry)
{
    return entry.text.starts_with(ctcp_mark) && !entry.text.starts_with("\x01"
                                                                        "ACTION ");
}

MayRefuse check_room(const World& world, const Channel& channel, const User& user,
                     const Entry& entry)
{
    const Membership* member = world.membership(user, channel);
    const bool voiced = member != nullptr && member->ranks.at_least(Rank::voice);
    if (member == nullptr && channel.modes.has('n')) {
        return refuse(Reason::cannot_send, entry.target);
    }
    if (!voiced && channel.modes.has('M') && user.is_guest()) {
        return refuse(Reason::cannot_send, entry.target);
    }
    if (!voiced && (channel.modes.has('m') || is_banned(channel, user))) {
        return refuse(Reason::cannot_send, entry.target);
    }
    if (channel.modes.has('C') && is_ctcp_request(entry)) {
        return refuse(Reason::cannot_send, entry.target);
    }
    return {};
}

// "@#room" is the room, for those who are at least operators in it. Modern IRC, "STATUSMSG".
std::string_view room_of(std::string_view target, Rank& rank)
{
    rank = target.empty() ? Rank::none : rank_of_prefix(target.front());
    return rank == Rank::none ? target : target.substr(1);
}

void say_in_room(Stage& stage, const Channel& channel, Rank rank, const wire::Line& line,
                 bool tags_only)
{
    Audience heard = Audience::members_of(channel).without(stage.origin).at_least(rank);
    stage.outbox.to(tags_only ? heard.with(Cap::message_tags) : heard, line);
}

void say_to_person(Stage& stage, const User& user, const wire::Line& line, bool tags_only)
{
    for (Session* session : user.sessions) {
        if (!tags_only || session->has(Cap::message_tags)) {
            stage.outbox.aside(*session, line);
        }
    }
}

} // namespace

// privmsg, notice, tagmsg: target the room (with a rank's prefix) or the nick and other the person
MayRefuse check_speech(const World& world, const Settings&, const Entry& entry)
{
    const User* user = world.find(entry.user);
    if (user == nullptr || (entry.other && world.find(entry.other) == nullptr)) {
        return refuse(Reason::no_such_nick, entry.target);
    }
    if (entry.other) {
        return {};
    }
    Rank rank = Rank::none;
    const std::string_view room = room_of(entry.target, rank);
    const Channel* channel = world.find_channel(room);
    if (channel == nullptr) {
        const bool person = !wire::looks_like_channel(room); // who is looked for in vain
        return refuse(person ? Reason::no_such_nick : Reason::no_such_channel, entry.target);
    }
    return check_room(world, *channel, *user, entry);
}

void apply_speech(Stage& stage, Entry& entry)
{
    const Rendered said(entry, stage.epoch);
    const bool tags_only = entry.kind == Kind::tagmsg;
    if (stage.origin != nullptr && stage.origin->has(Cap::echo_message) &&
        (!tags_only || stage.origin->has(Cap::message_tags))) {
        stage.outbox.to(*stage.origin, said.line());
        stage.outbox.conclude(*stage.origin); // to oneself: first the echo, then the delivery
    }
    if (entry.sending == Entry::Sending::again) {
        return; // the others have it
    }
    if (entry.other) {
        if (const User* user = stage.world.find(entry.other)) {
            say_to_person(stage, *user, said.line(), tags_only);
        }
        return;
    }
    Rank rank = Rank::none;
    if (const Channel* channel = stage.world.find_channel(room_of(entry.target, rank))) {
        say_in_room(stage, *channel, rank, said.line(), tags_only);
    }
}

void render_privmsg(const Entry& entry, wire::Line& line)
{
    line.command = "PRIVMSG";
    line.parameters = {entry.target, entry.text};
    line.trailing = true;
}

void render_notice(const Entry& entry, wire::Line& line)
{
    line.command = "NOTICE";
    line.parameters = {entry.target, entry.text};
    line.trailing = true;
}

void render_tagmsg(const Entry& entry, wire::Line& line)
{
    line.command = "TAGMSG";
    line.parameters = {entry.target};
}

} // namespace hubbub::core
