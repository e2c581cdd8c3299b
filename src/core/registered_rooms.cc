// SPDX-License-Identifier: MIT
// Rooms that belong to an account: they live on without members, and remember who runs them.
#include "core/registered_rooms.h"

#include "core/audience.h"
#include "core/rank_line.h"
#include "core/room_record.h"
#include "core/themes.h"
#include "core/world.h"

#include "base/strings.h"

#include <string>
#include <vector>

namespace hubbub::core {

// register room: target the room, account the founder; its record
MayRefuse check_register_room(const World& world, const Settings&, const Entry& entry)
{
    const User* user = world.find(entry.user);
    const Channel* channel = world.find_channel(entry.target);
    if (user == nullptr || channel == nullptr) {
        return refuse(Reason::no_such_channel, entry.target);
    }
    const Membership* member = world.membership(*user, *channel);
    if (member == nullptr) {
        return refuse(Reason::not_on_channel, entry.target);
    }
    if (!member->ranks.at_least(Rank::op)) {
        return refuse(Reason::not_operator, entry.target);
    }
    if (channel->is_registered()) {
        return refuse(Reason::room_registered, entry.target);
    }
    if (user->is_guest()) {
        return refuse(Reason::needs_account, entry.target);
    }
    return {};
}

void apply_register_room(Stage& stage, Entry& entry)
{
    User& user = *stage.world.find(entry.user);
    Channel& channel = *stage.world.find_channel(entry.target);
    channel.founder = user.account;
    channel.permanent = true;
    give_account_ranks(stage, user, channel, *stage.world.membership(user, channel));
    for (const Membership& member : channel.members) {
        if (!member.ranks.empty()) {
            remember_rank(stage.world, channel, member);
        }
    }
}

// drop room: target the room
MayRefuse check_drop_room(const World& world, const Settings&, const Entry& entry)
{
    const User* user = world.find(entry.user);
    const Channel* channel = world.find_channel(entry.target);
    if (user == nullptr || channel == nullptr || !channel->is_registered()) {
        return refuse(Reason::no_such_channel, entry.target);
    }
    if (user->is_guest() || world.fold(user->account) != world.fold(channel->founder)) {
        return refuse(Reason::not_operator, entry.target);
    }
    return {};
}

void apply_drop_room(Stage& stage, Entry& entry)
{
    Channel& channel = *stage.world.find_channel(entry.target);
    channel.founder.clear();
    channel.account_ranks.clear();
    stage.world.release_channel(channel, stage.settings.lobby);
}

Ranks ranks_held(const Channel& channel, const User& user, wire::Casemapping mapping)
{
    if (!channel.is_registered() || user.is_guest()) {
        return {};
    }
    const wire::Folded account = wire::fold(user.account, mapping);
    const auto kept = channel.account_ranks.find(account.text());
    Ranks held = kept == channel.account_ranks.end() ? Ranks{} : kept->second;
    if (account == wire::fold(channel.founder, mapping)) {
        held.add(Rank::founder);
    }
    return held;
}

void give_account_ranks(Stage& stage, User& user, Channel& channel, Membership& member)
{
    const Ranks held = ranks_held(channel, user, stage.world.mapping());
    Ranks gained;
    for (const ChannelMode& mode : channel_modes()) {
        const bool rank = mode.type == ModeType::rank;
        if (rank && held.has(mode.rank) && !member.ranks.has(mode.rank)) {
            gained.add(mode.rank);
            member.ranks.add(mode.rank);
        }
    }
    if (!gained.empty()) {
        tell_ranks(stage, user, channel, gained, Audience::members_of(channel));
    }
}

bool forget_account(Channel& channel, const wire::Folded& account, wire::Casemapping mapping)
{
    const bool founded = channel.is_registered() && wire::fold(channel.founder, mapping) == account;
    if (founded) {
        channel.founder.clear();
        channel.account_ranks.clear();
        return true;
    }
    return channel.account_ranks.erase(account.text()) != 0;
}

void forget_account(Stage& stage, std::string_view account)
{
    std::vector<ChannelId> released;
    stage.world.each_channel([&](Channel& channel) {
        const bool registered = channel.is_registered();
        if (forget_account(channel, stage.world.fold(account), stage.world.mapping())) {
            stage.world.note_changed(channel);
            if (registered && !channel.is_registered()) {
                released.push_back(channel.id);
            }
        }
    });
    for (const ChannelId id : released) {
        stage.world.release_channel(*stage.world.find(id), stage.settings.lobby);
    }
}

void remember_rank(const World& world, Channel& channel, const Membership& member)
{
    if (!channel.is_registered() || member.user->is_guest()) {
        return;
    }
    const std::string account = world.fold(member.user->account).text();
    member.ranks.empty() ? static_cast<void>(channel.account_ranks.erase(account))
                         : static_cast<void>(channel.account_ranks[account] = member.ranks);
}

} // namespace hubbub::core
