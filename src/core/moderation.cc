// SPDX-License-Identifier: MIT
// What the operators of a room decide: its topic and its modes.
#include "core/audience.h"
#include "core/mode_change.h"
#include "core/outbox.h"
#include "core/registered_rooms.h"
#include "core/render.h"
#include "core/themes.h"

#include "base/strings.h"

#include <algorithm>

namespace hubbub::core {

namespace {

void tell_members(Stage& stage, const Channel& channel, const wire::Line& line)
{
    stage.outbox.to(Audience::members_of(channel).without(stage.origin), line);
    if (stage.origin != nullptr) {
        stage.outbox.to(*stage.origin, line);
    }
}

bool change_rank(Stage& stage, Channel& channel, ModeChange& change, Rank rank)
{
    User* user = stage.world.find_user(change.parameter);
    Membership* member = user != nullptr ? stage.world.membership(*user, channel) : nullptr;
    if (member == nullptr || member->ranks.has(rank) == change.adding) {
        return false;
    }
    change.adding ? member->ranks.add(rank) : member->ranks.remove(rank);
    remember_rank(stage.world, channel, *member);
    change.parameter = user->nick();
    return true;
}

bool change_list(Stage& stage, Channel& channel, const ModeChange& change, const Entry& entry)
{
    std::vector<ListEntry>& list = channel.list(change.letter);
    const auto same = [&](const ListEntry& one) {
        return stage.world.fold(one.mask) == stage.world.fold(change.parameter);
    };
    const auto found = std::find_if(list.begin(), list.end(), same);
    if (!change.adding) {
        if (found == list.end()) {
            return false;
        }
        list.erase(found);
        return true;
    }
    const std::size_t limit = stage.settings.limits.list_modes;
    if (found != list.end() || (limit != 0 && list.size() >= limit)) {
        return false;
    }
    list.push_back({change.parameter, entry.source, entry.time});
    return true;
}

bool change_key(Channel& channel, ModeChange& change)
{
    if (!change.adding) {
        if (!channel.modes.has('k')) {
            return false;
        }
        change.parameter = "*"; // who takes a key away need not show it
        channel.modes.clear('k');
        channel.key.clear();
        return true;
    }
    if (channel.key == change.parameter) {
        return false;
    }
    channel.modes.set('k');
    channel.key = change.parameter;
    return true;
}

bool change_limit(Channel& channel, const ModeChange& change)
{
    const std::size_t limit = parse_number<std::size_t>(change.parameter).value_or(0);
    if (limit == channel.limit) {
        return false;
    }
    channel.limit = limit;
    limit != 0 ? channel.modes.set('l') : channel.modes.clear('l');
    return true;
}

bool change_flag(Channel& channel, const ModeChange& change)
{
    if (channel.modes.has(change.letter) == change.adding) {
        return false;
    }
    change.adding ? channel.modes.set(change.letter) : channel.modes.clear(change.letter);
    return true;
}

// Whether the change changed anything.
bool change_mode(Stage& stage, Channel& channel, ModeChange& change, const Entry& entry)
{
    const ChannelMode& mode = *find_channel_mode(change.letter);
    switch (mode.type) {
    case ModeType::rank:
        return change_rank(stage, channel, change, mode.rank);
    case ModeType::list:
        return change_list(stage, channel, change, entry);
    case ModeType::parameter:
        return change_key(channel, change);
    case ModeType::parameter_to_set:
        return change_limit(channel, change);
    case ModeType::flag:
        return change_flag(channel, change);
    }
    return false;
}

MayRefuse may_change(const World& world, const Channel& channel, const User& user,
                     const ModeChange& change, const Entry& entry)
{
    const bool forced = (entry.flags & mode_forced) != 0;
    return forced ? MayRefuse{} : check_mode_change(world, channel, user, change);
}

MayRefuse check_member(const World& world, const Entry& entry, Rank needed)
{
    const User* user = world.find(entry.user);
    const Channel* channel = world.find_channel(entry.target);
    if (channel == nullptr) {
        return refuse(Reason::no_such_channel, entry.target);
    }
    const Membership* member = user != nullptr ? world.membership(*user, *channel) : nullptr;
    if (member == nullptr) {
        return refuse(Reason::not_on_channel, entry.target);
    }
    if (!member->ranks.at_least(needed)) {
        return refuse(Reason::not_operator, entry.target);
    }
    return {};
}

} // namespace

// topic: target the channel, text the topic
MayRefuse check_topic(const World& world, const Settings&, const Entry& entry)
{
    const Channel* channel = world.find_channel(entry.target);
    const bool is_protected = channel != nullptr && channel->modes.has('t');
    return check_member(world, entry, is_protected ? Rank::halfop : Rank::none);
}

void apply_topic(Stage& stage, Entry& entry)
{
    Channel& channel = *stage.world.find_channel(entry.target);
    stage.correct(entry.target, channel.name);
    channel.topic = {entry.text, entry.source, entry.time};
    const Rendered topic(entry, stage.epoch);
    tell_members(stage, channel, topic.line());
}

void render_topic(const Entry& entry, wire::Line& line)
{
    line.command = "TOPIC";
    line.parameters = {entry.target, entry.text};
    line.trailing = true;
}

// mode: target the channel, text the changes, flags mode_forced. Of several changes those happen
// that may; only if none may is the whole refused.
MayRefuse check_mode(const World& world, const Settings&, const Entry& entry)
{
    const User* user = world.find(entry.user);
    const Channel* channel = world.find_channel(entry.target);
    if (channel == nullptr || user == nullptr) {
        return refuse(Reason::no_such_channel, entry.target);
    }
    MayRefuse first;
    for (const ModeChange& change : read_mode_changes(entry.text)) {
        MayRefuse refusal = may_change(world, *channel, *user, change, entry);
        if (!refusal) {
            return {};
        }
        first = first ? first : std::move(refusal);
    }
    return first;
}

void apply_mode(Stage& stage, Entry& entry)
{
    Channel& channel = *stage.world.find_channel(entry.target);
    stage.correct(entry.target, channel.name);
    const User& user = *stage.world.find(entry.user);
    std::vector<ModeChange> done;
    for (ModeChange& change : read_mode_changes(entry.text)) {
        if (!may_change(stage.world, channel, user, change, entry) &&
            change_mode(stage, channel, change, entry)) {
            done.push_back(std::move(change));
        }
    }
    if (done.empty()) {
        stage.told = Stage::Told::not_at_all;
        return;
    }
    stage.correct(entry.text, write_mode_changes(done));
    const Rendered mode(entry, stage.epoch);
    tell_members(stage, channel, mode.line());
}

void render_mode(const Entry& entry, wire::Line& line)
{
    line.command = "MODE";
    line.parameters = {entry.target};
    std::string_view rest = entry.text;
    while (!rest.empty() && line.parameters.size() < wire::Parameters::most) {
        line.parameters.push_back(cut(rest, ' '));
    }
}

} // namespace hubbub::core
