// SPDX-License-Identifier: MIT
#include "core/world.h"

#include "base/ensure.h"
#include "base/strings.h"

#include <algorithm>
#include <map>

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
