// SPDX-License-Identifier: MIT
#include "core/world.h"

#include "base/ensure.h"

#include <algorithm>

namespace hubbub::core {

std::size_t World::HashOfNick::operator()(const wire::Folded& nick) const
{
    return std::hash<wire::Folded>{}(nick);
}

std::size_t World::HashOfNick::operator()(const User* user) const
{
    return std::hash<wire::Folded>{}(wire::fold(user->nick(), mapping));
}

// Nobody else has the same.
bool World::IsOfNick::operator()(const User* one, const User* other) const
{
    return one == other || wire::folds_alike(one->nick(), other->nick(), mapping);
}

bool World::IsOfNick::operator()(const wire::Folded& nick, const User* user) const
{
    return wire::folds_alike(nick.text(), user->nick(), mapping);
}

bool World::IsOfNick::operator()(const User* user, const wire::Folded& nick) const
{
    return (*this)(nick, user);
}

const wire::Folded& World::asked_for(std::string_view name) const
{
    wire::fold_into(asked_for_, name, mapping_);
    return asked_for_;
}

User* World::find_user(std::string_view nick) const
{
    const auto found = nicks_.find(asked_for(nick));
    return found == nicks_.end() ? nullptr : *found;
}

Channel* World::find_channel(std::string_view name) const
{
    const auto found = channel_names_.find(asked_for(name));
    return found == channel_names_.end() ? nullptr : found->second;
}

// Through the user, who is in few channels, not through the channel, which may have thousands.
const Membership* World::membership(const User& user, const Channel& channel) const
{
    for (const Joined& joined : user.channels) {
        if (joined.channel == &channel) {
            return &channel.members[joined.place];
        }
    }
    return nullptr;
}

Membership* World::membership(const User& user, const Channel& channel)
{
    return const_cast<Membership*>(std::as_const(*this).membership(user, channel));
}

bool World::shares_channel(const User& a, const User& b) const
{
    return std::any_of(a.channels.begin(), a.channels.end(), [&](const Joined& joined) {
        return membership(b, *joined.channel) != nullptr;
    });
}

Session& World::open_session()
{
    return sessions_.add([](SessionId id) {
        Session session;
        session.id = id;
        session.registration = std::make_unique<Registration>();
        return session;
    });
}

void World::retire_session(Session& session)
{
    HUBBUB_ENSURE(session.user == nullptr);
    monitors_.unwatch_all(session);
    sessions_.retire(session.id);
}

void World::attach(Session& session, User& user)
{
    HUBBUB_ENSURE(session.user == nullptr);
    session.user = &user;
    session.registration.reset();
    user.sessions.push_back(&session);
    ++census_.registered;
}

void World::detach(Session& session)
{
    HUBBUB_ENSURE(session.user != nullptr);
    session.user->sessions.erase(&session);
    Parting& parting = session.parting.change();
    parting.nick = session.user->nick();
    parting.host = session.user->host();
    session.user = nullptr;
    --census_.registered;
}

User& World::add_user(std::string_view nick, std::string_view username, std::string_view host)
{
    User& user = users_.add([&](UserId id) {
        User fresh;
        fresh.id = id;
        return fresh;
    });
    user.name = FullName(nick, username, host);
    index(user);
    return user;
}

void World::remove_user(User& user)
{
    HUBBUB_ENSURE(user.sessions.empty());
    while (!user.channels.empty()) {
        part(user, *user.channels.back().channel);
    }
    while (!user.rare->invitations.empty()) {
        withdraw_invitation(user, *find(user.rare->invitations.back()));
    }
    nicks_.erase(&user);
    count_modes(user, false);
    users_.retire(user.id);
}

void World::set_mode(User& user, char letter, bool on)
{
    count_modes(user, false);
    on ? user.modes.set(letter) : user.modes.clear(letter);
    count_modes(user, true);
}

void World::count_modes(const User& user, bool adding)
{
    const auto count = [&](std::size_t& those, bool is_one) {
        if (is_one) {
            adding ? ++those : --those;
        }
    };
    count(census_.invisible, user.is_invisible());
    count(census_.operators, user.is_operator());
}

void World::rename(User& user, std::string_view nick)
{
    nicks_.erase(&user);
    user.name = FullName(nick, user.username(), user.host());
    index(user);
}

void World::index(User& user)
{
    const bool fresh = nicks_.insert(&user).second;
    HUBBUB_ENSURE(fresh);
}

void World::remember(const User& user, WallTime left, std::size_t most)
{
    whowas_.remember({fold(user.nick()), std::string(user.nick()), std::string(user.username()),
                      std::string(user.host()), user.real_name, user.account, left},
                     most);
}

void World::rehost(User& user, std::string_view username, std::string_view host)
{
    user.name = FullName(user.nick(), username, host); // which the index does not see
}

Channel& World::add_channel(std::string_view name)
{
    Channel& channel = channels_.add([&](ChannelId id) {
        Channel fresh;
        fresh.id = id;
        fresh.name = name;
        fresh.folded = fold(name);
        return fresh;
    });
    const bool fresh = channel_names_.emplace(channel.folded, &channel).second;
    HUBBUB_ENSURE(fresh);
    return channel;
}

Membership& World::join(User& user, Channel& channel)
{
    HUBBUB_ENSURE(membership(user, channel) == nullptr);
    user.channels.push_back({&channel, static_cast<std::uint32_t>(channel.members.size())});
    return channel.members.emplace_back(Membership{&user, {}});
}

void World::part(User& user, Channel& channel)
{
    const auto joined = std::find_if(user.channels.begin(), user.channels.end(),
                                     [&](const Joined& one) { return one.channel == &channel; });
    HUBBUB_ENSURE(joined != user.channels.end());
    const std::uint32_t place = joined->place;
    user.channels.erase(joined);

    // The last member takes the free place, and is told where it stands now.
    channel.members[place] = channel.members.back();
    channel.members.pop_back();
    if (place < channel.members.size()) {
        for (Joined& moved : channel.members[place].user->channels) {
            if (moved.channel == &channel) {
                moved.place = place;
            }
        }
    }
    if (channel.members.empty() && !channel.permanent) {
        remove_channel(channel);
    }
}

void World::release_channel(Channel& channel, std::string_view lobby)
{
    channel.permanent = !lobby.empty() && channel.folded == fold(lobby);
    if (channel.members.empty() && !channel.permanent) {
        remove_channel(channel);
    }
}

void World::remove_channel(Channel& channel)
{
    while (!channel.invited.empty()) {
        withdraw_invitation(*find(channel.invited.back()), channel);
    }
    ended_.push_back(channel.folded.text());
    channel_names_.erase(channel.folded);
    channels_.retire(channel.id);
}

void World::put_to_sleep()
{
    std::vector<Channel*> empty;
    channels_.each([&](Channel& channel) {
        if (channel.members.empty() && !channel.permanent) {
            empty.push_back(&channel);
        }
    });
    for (Channel* channel : empty) {
        asleep_.insert_or_assign(channel->folded, *channel);
        remove_channel(*channel);
    }
    ended_.clear();
}

const Channel* World::find_asleep(std::string_view name) const
{
    const auto found = asleep_.find(fold(name));
    return found == asleep_.end() ? nullptr : &found->second;
}

bool World::wake(Channel& channel)
{
    const auto found = asleep_.find(channel.folded);
    if (found == asleep_.end()) {
        return false;
    }
    Channel& room = found->second;
    channel.name = std::move(room.name);
    channel.created = room.created;
    channel.topic = std::move(room.topic);
    channel.modes = room.modes;
    channel.key = std::move(room.key);
    channel.limit = room.limit;
    channel.bans = std::move(room.bans);
    channel.ban_exceptions = std::move(room.ban_exceptions);
    channel.invite_exceptions = std::move(room.invite_exceptions);
    asleep_.erase(found);
    return true;
}

bool World::is_invited(const User& user, const Channel& channel) const
{
    const std::vector<ChannelId>& invitations = user.rare->invitations;
    return std::find(invitations.begin(), invitations.end(), channel.id) != invitations.end();
}

void World::invite(User& user, Channel& channel)
{
    if (!is_invited(user, channel)) {
        user.rare.change().invitations.push_back(channel.id);
        channel.invited.push_back(user.id);
    }
}

void World::withdraw_invitation(User& user, Channel& channel)
{
    if (UserRarities* rare = user.rare.get()) {
        std::erase(rare->invitations, channel.id);
    }
    std::erase(channel.invited, user.id);
}

const Account* World::find_account(std::string_view name) const
{
    const auto found = accounts_.find(fold(name));
    return found == accounts_.end() ? nullptr : &found->second;
}

const Account* World::find_account_by_certificate(std::string_view fingerprint) const
{
    for (const auto& [name, account] : accounts_) {
        const std::vector<std::string>& known = account.fingerprints;
        if (std::find(known.begin(), known.end(), fingerprint) != known.end()) {
            return &account;
        }
    }
    return nullptr;
}

void World::put_account(Account account)
{
    const wire::Folded name = fold(account.name);
    accounts_.insert_or_assign(name, std::move(account));
}

void World::remove_account(std::string_view name)
{
    accounts_.erase(fold(name));
}

void World::sweep()
{
    sessions_.sweep();
    users_.sweep();
    channels_.sweep();
}

} // namespace hubbub::core
