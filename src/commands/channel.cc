// SPDX-License-Identifier: MIT
// Rooms: JOIN, PART, TOPIC, NAMES, INVITE, KICK. Modern IRC, "Channel Operations".
#include "commands/families.h"

#include "base/strings.h"
#include "commands/context.h"
#include "commands/followups.h"
#include "commands/history.h"
#include "commands/names.h"
#include "commands/reply.h"
#include "commands/server.h"
#include "commands/visibility.h"
#include "wire/names.h"

#include <array>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace hubbub::commands {

namespace {

using core::Channel;
using core::Kind;
using core::Reason;
using wire::Numeric;

void join_one(Context& context, std::string_view name, std::string_view key)
{
    const Channel* channel = context.world().find_channel(name);
    if (channel == nullptr && !wire::is_channel(name, context.settings().limits.channel)) {
        return context.refuse(wire::looks_like_channel(name) ? Reason::bad_channel_name
                                                             : Reason::no_such_channel,
                              name);
    }
    core::Entry entry = context.entry(Kind::join);
    entry.target = channel != nullptr ? std::string_view(channel->name) : name;
    entry.proof = key;
    entry.text = context.user().real_name;
    context.propose(std::move(entry));
}

void part_one(Context& context, std::string_view name, std::string_view why)
{
    core::Entry entry = context.entry(Kind::part);
    entry.target = name;
    entry.text = cut_text(why, context.settings().limits.kick);
    context.propose(std::move(entry));
}

// "" or ",": to name none is to say too little.
bool names_none(std::string_view list)
{
    return list.find_first_not_of(',') == std::string_view::npos;
}

// JOIN #a[,#b] [key[,key]]   JOIN 0
void join(Context& context)
{
    if (names_none(context[0])) {
        return context.reply(Numeric::err_needmoreparams, {"JOIN"});
    }
    if (context[0] == "0") {
        for (const core::Joined& joined : context.user().channels) {
            part_one(context, joined.channel->name, {});
        }
        return;
    }
    std::string_view keys = context[1];
    for (const std::string_view name : split(context[0], ',')) {
        const std::string_view key = cut(keys, ',');
        if (!name.empty()) {
            join_one(context, name, key);
        }
    }
}

// PART #a[,#b] [:reason]
void part(Context& context)
{
    if (names_none(context[0])) {
        return context.reply(Numeric::err_needmoreparams, {"PART"});
    }
    for (const std::string_view name : split(context[0], ',')) {
        if (!name.empty()) {
            part_one(context, name, context[1]);
        }
    }
}

void send_topic(core::Network& network, core::Session& session, const Channel& channel)
{
    const core::Topic& topic = channel.topic;
    if (topic.text.empty()) {
        return;
    }
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(topic.set_at.time_since_epoch());
    reply(network, session, Numeric::rpl_topic, {channel.name, topic.text});
    reply(network, session, Numeric::rpl_topicwhotime,
          {channel.name, topic.set_by, std::to_string(seconds.count())});
}

// TOPIC #a [:text]
void topic(Context& context)
{
    const Channel* channel = context.world().find_channel(context[0]);
    if (channel == nullptr) {
        return context.refuse(Reason::no_such_channel, context[0]);
    }
    const bool member = context.world().membership(context.user(), *channel) != nullptr;
    if (context.count() == 1) {
        if (!member && channel->modes.has('s')) {
            return context.refuse(Reason::not_on_channel, channel->name);
        }
        if (channel->topic.text.empty()) {
            return context.reply(Numeric::rpl_notopic, {channel->name});
        }
        return send_topic(context.network(), context.session(), *channel);
    }
    core::Entry entry = context.entry(Kind::topic);
    entry.target = channel->name;
    entry.text = cut_text(context[1], context.settings().limits.topic);
    context.propose(std::move(entry));
}

// NAMES #a[,#b]
void names(Context& context)
{
    if (context[0].empty()) {
        return context.reply(Numeric::rpl_endofnames, {"*"});
    }
    for (const std::string_view name : split(context[0], ',')) {
        const Channel* channel = context.world().find_channel(name);
        if (channel != nullptr && may_see(context.world(), context.user(), *channel)) {
            send_names(context.network(), context.session(), *channel);
        }
        const bool found = channel != nullptr;
        context.reply(Numeric::rpl_endofnames, {found ? std::string_view(channel->name) : name});
    }
}

// INVITE nick #a; without parameters: to where I am invited
void invite(Context& context)
{
    if (context.count() == 0) {
        for (const core::ChannelId id : context.user().rare->invitations) {
            context.reply(Numeric::rpl_invitelist, {context.world().find(id)->name});
        }
        return context.reply(Numeric::rpl_endofinvitelist);
    }
    if (context.count() == 1) {
        return context.reply(Numeric::err_needmoreparams, {"INVITE"});
    }
    const core::User* guest = context.world().find_user(context[0]);
    core::Entry entry = context.entry(Kind::invite);
    entry.subject = context[0];
    entry.target = context[1];
    entry.other = guest != nullptr ? guest->id : core::UserId{};
    context.propose(std::move(entry));
}

void kick_one(Context& context, std::string_view channel, std::string_view nick)
{
    const core::User* victim = context.world().find_user(nick);
    if (victim == nullptr) {
        return context.refuse(Reason::no_such_nick, nick);
    }
    const std::string why = cut_text(context[2], context.settings().limits.kick);
    core::Entry entry = context.entry(Kind::kick);
    entry.target = channel;
    entry.subject = victim->nick();
    entry.other = victim->id;
    entry.text = why.empty() ? context.user().nick() : why;
    context.propose(std::move(entry));
}

// KICK #a nick[,nick] [:reason]; or as many rooms as nicks, RFC 2812 section 3.2.8
void kick(Context& context)
{
    const std::vector<std::string_view> channels = split(context[0], ',');
    const std::vector<std::string_view> nicks = split(context[1], ',');
    if (channels.size() != 1 && channels.size() != nicks.size()) {
        return context.reply(Numeric::err_needmoreparams, {"KICK"});
    }
    for (std::size_t i = 0; i < nicks.size(); ++i) {
        kick_one(context, channels[channels.size() == 1 ? 0 : i], nicks[i]);
    }
}

} // namespace

void after_join(core::Network& network, core::Session& session, const core::Entry& entry)
{
    const Channel* channel = network.world().find_channel(entry.target);
    if (channel == nullptr) {
        return;
    }
    send_topic(network, session, *channel);
    if (!session.has(core::Cap::no_implicit_names)) {
        send_names(network, session, *channel);
        reply(network, session, Numeric::rpl_endofnames, {channel->name});
    }
    replay_recent(network, session, *channel, entry.origin.answer);
}

void after_invite(core::Network& network, core::Session& session, const core::Entry& entry)
{
    reply(network, session, Numeric::rpl_inviting, {entry.subject, entry.target});
    const core::User* guest = network.world().find(entry.other);
    if (guest != nullptr && !guest->rare->away.empty()) {
        reply(network, session, Numeric::rpl_away, {guest->nick(), guest->rare->away});
    }
}

std::span<const CommandSpec> channel_commands()
{
    using enum CommandSpec::Who;
    using enum CommandSpec::Waits;
    static constexpr std::array<CommandSpec, 6> rows = {{
        {"JOIN", join, 1, registered, for_all, 2, "JOIN #room[,#room] [key[,key]]",
         "Enters rooms; JOIN 0 leaves all.", core::Privilege::none, core::Counted::joins},
        {"PART", part, 1, registered, for_all, 2, "PART #room[,#room] [:reason]", "Leaves rooms."},
        {"TOPIC", topic, 1, registered, for_all, 2, "TOPIC #room [:text]",
         "Shows or sets what a room is about."},
        {"NAMES", names, 0, registered, for_all, 2, "NAMES #room[,#room]",
         "Lists who is in a room."},
        {"INVITE", invite, 0, registered, for_all, 2, "INVITE nick #room",
         "Invites somebody into a room.", core::Privilege::none, core::Counted::invites},
        {"KICK", kick, 2, registered, for_all, 2, "KICK #room nick[,nick] [:reason]",
         "Puts somebody out of a room."},
    }};
    return rows;
}

} // namespace hubbub::commands
