// SPDX-License-Identifier: MIT
// For tests, fuzzers and the operator of a bug: what must hold of a World, and all of it as text.
#include "core/world.h"

#include "base/ensure.h"
#include "base/strings.h"

#include <algorithm>
#include <map>

namespace hubbub::core {

void World::check_user(const User& user) const
{
    HUBBUB_ENSURE(find_user(user.nick()) == &user);
    HUBBUB_ENSURE(user.source() == concat({user.nick(), "!", user.username(), "@", user.host()}));
    for (const Joined& joined : user.channels) {
        HUBBUB_ENSURE(find(joined.channel->id) == joined.channel);
        HUBBUB_ENSURE(joined.place < joined.channel->members.size());
        HUBBUB_ENSURE(joined.channel->members[joined.place].user == &user);
    }
    for (const ChannelId invitation : user.rare->invitations) {
        HUBBUB_ENSURE(find(invitation) != nullptr);
    }
    for (const Session* session : user.sessions) {
        HUBBUB_ENSURE(find(session->id) == session);
        HUBBUB_ENSURE(session->user == &user);
    }
}

void World::check_channel(const Channel& channel) const
{
    HUBBUB_ENSURE(find_channel(channel.name) == &channel);
    HUBBUB_ENSURE(channel.permanent || !channel.members.empty());
    for (const Membership& member : channel.members) {
        HUBBUB_ENSURE(find(member.user->id) == member.user);
        HUBBUB_ENSURE(membership(*member.user, channel) == &member);
    }
    for (const UserId invited : channel.invited) {
        HUBBUB_ENSURE(find(invited) != nullptr && is_invited(*find(invited), channel));
    }
}

Census World::taken_census() const
{
    Census census;
    users_.each([&](const User& user) {
        census.invisible += user.is_invisible() ? 1U : 0U;
        census.operators += user.is_operator() ? 1U : 0U;
    });
    sessions_.each([&](const Session& one) { census.registered += one.user != nullptr ? 1U : 0U; });
    return census;
}

void World::check_invariants() const
{
    HUBBUB_ENSURE(census_ == taken_census());
    HUBBUB_ENSURE(nicks_.size() == users_.size());
    HUBBUB_ENSURE(channel_names_.size() == channels_.size());
    users_.each([&](const User& user) { check_user(user); });
    channels_.each([&](const Channel& channel) { check_channel(channel); });
    sessions_.each([&](const Session& session) {
        HUBBUB_ENSURE(session.user == nullptr || find(session.user->id) == session.user);
        HUBBUB_ENSURE((session.registration == nullptr) == (session.user != nullptr) ||
                      session.life != Lifecycle::open);
    });
}

std::string World::dump() const
{
    std::string out;
    users_.each([&](const User& user) {
        out += concat({"user ", user.source(), " (", user.real_name, ") account=", user.account,
                       " away=", user.rare->away, "\n"});
    });
    std::map<std::string, std::string> accounts; // in an order that is always the same
    for (const auto& [name, account] : accounts_) {
        accounts.emplace(name.text(), record_of(account, mapping_).value);
    }
    for (const auto& [name, value] : accounts) {
        out += concat({"account ", name, " ", value, "\n"});
    }
    for (const ServerBan& ban : server_bans_.all()) {
        out += concat({"ban ", record_of(ban).key, "\n"});
    }
    channels_.each([&](const Channel& channel) {
        out += concat({"channel ", channel.name, " topic=", channel.topic.text, " modes="});
        for (const ChannelMode& mode : channel_modes()) {
            if (channel.modes.has(mode.letter)) {
                out += mode.letter;
            }
        }
        out += concat({" founder=", channel.founder, " key=", channel.key,
                       " limit=", std::to_string(channel.limit), "\n"});
        for (const char list : {'b', 'e', 'I'}) {
            for (const ListEntry& entry : channel.list(list)) {
                out += concat({"  ", std::string_view(&list, 1), " ", entry.mask, "\n"});
            }
        }
        for (const Membership& member : channel.members) {
            out += concat({"  ", prefixes(member.ranks), member.user->nick(), "\n"});
        }
    });
    return out;
}

} // namespace hubbub::core
