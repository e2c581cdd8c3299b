// SPDX-License-Identifier: MIT
// The facts: who is on the network, in which rooms, with which ranks. World keeps its indexes and
// both sides of every membership equal, and knows no rules; the rules are Network's.
#pragma once

#include "core/account.h"
#include "core/channel.h"
#include "core/monitor.h"
#include "core/server_bans.h"
#include "core/session.h"
#include "core/user.h"
#include "core/whowas.h"
#include "wire/folded.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace hubbub::core {

// How many there are of some kinds, kept as they come and go: each who comes is told of them.
struct Census {
    std::size_t invisible = 0;
    std::size_t operators = 0;
    std::size_t registered = 0; // sessions that are somebody
    friend bool operator==(const Census&, const Census&) = default;
};

class World {
  public:
    explicit World(wire::Casemapping mapping = wire::Casemapping::ascii)
        : mapping_(mapping), nicks_(0, HashOfNick{mapping}, IsOfNick{mapping})
    {
    }

    // ---- looking
    User* find_user(std::string_view nick) const;
    User* find(UserId id) const { return users_.find(id); }
    Channel* find_channel(std::string_view name) const;
    Channel* find(ChannelId id) const { return channels_.find(id); }
    Session* find(SessionId id) const { return sessions_.find(id); }
    const Membership* membership(const User& user, const Channel& channel) const;
    bool shares_channel(const User& a, const User& b) const;
    bool is_invited(const User& user, const Channel& channel) const;
    wire::Casemapping mapping() const { return mapping_; }
    wire::Folded fold(std::string_view name) const { return wire::fold(name, mapping_); }

    std::size_t users() const { return users_.size(); }
    std::size_t channels() const { return channels_.size(); }
    std::size_t sessions() const { return sessions_.size(); }
    std::size_t accounts() const { return accounts_.size(); }
    const Census& census() const { return census_; }
    template <typename Visit>
    void each_user(Visit&& visit) const
    {
        users_.each(visit);
    }
    template <typename Visit>
    void each_channel(Visit&& visit) const
    {
        channels_.each(visit);
    }
    template <typename Visit>
    void each_session(Visit&& visit) const
    {
        sessions_.each(visit);
    }

    const Whowas& whowas() const { return whowas_; }
    const Monitors& monitors() const { return monitors_; }
    const Account* find_account(std::string_view name) const;
    const Account* find_account_by_certificate(std::string_view fingerprint) const;
    const ServerBans& server_bans() const { return server_bans_; }

    // A number no user has been stamped with: for walks that must meet everybody once.
    std::uint32_t new_stamp() const { return ++stamp_; }

    // ---- changing: for Network's apply functions and for sessions
    Session& open_session();
    void retire_session(Session& session);
    void attach(Session& session, User& user);
    void detach(Session& session);

    Monitors& monitors() { return monitors_; }
    ServerBans& server_bans() { return server_bans_; }

    // Requires: nobody has the nick.
    User& add_user(std::string_view nick, std::string_view username, std::string_view host);
    // Leaves every channel first; the sessions must be detached already.
    void remove_user(User& user);
    // Requires: nobody else has the nick.
    void rename(User& user, std::string_view nick);
    void set_mode(User& user, char letter, bool on);
    void rehost(User& user, std::string_view username, std::string_view host);

    // For WHOWAS, of the last most.
    void remember(const User& user, WallTime left, std::size_t most);

    Channel& add_channel(std::string_view name);
    Membership& join(User& user, Channel& channel);
    // The channel goes too when it is empty and not permanent.
    void part(User& user, Channel& channel);
    Membership* membership(const User& user, const Channel& channel);

    // Rooms that nobody is in and that are not permanent wait, out of sight, for who comes first.
    void put_to_sleep();
    // Gives a new channel what a sleeping room of its name had, which is no more. False: none.
    bool wake(Channel& channel);
    const Channel* find_asleep(std::string_view name) const;
    // The folded names of channels that have ended since the last call.
    std::vector<std::string> take_ended() { return std::exchange(ended_, {}); }

    // It is permanent no longer, unless it is the lobby; empty, it goes.
    void release_channel(Channel& channel, std::string_view lobby);

    void invite(User& user, Channel& channel);
    void withdraw_invitation(User& user, Channel& channel);

    // In place of one of that name.
    void put_account(Account account);
    void remove_account(std::string_view name);
    // Rooms that have changed with something else than themselves; those since the last call.
    void note_changed(const Channel& channel) { changed_.push_back(channel.folded.text()); }
    std::vector<std::string> take_changed() { return std::exchange(changed_, {}); }

    // Frees what was retired; references of the turn end here.
    void sweep();

    // Dies loudly if an index, a membership or a name disagrees with another.
    void check_invariants() const;

    // Everything that apply() has made, as text: equal worlds have equal dumps.
    std::string dump() const;

  private:
    // Users by their folded nicks, which nothing keeps but their sources.
    struct HashOfNick {
        using is_transparent = void;
        wire::Casemapping mapping;
        std::size_t operator()(const wire::Folded& nick) const;
        std::size_t operator()(const User* user) const;
    };
    struct IsOfNick {
        using is_transparent = void;
        wire::Casemapping mapping;
        bool operator()(const User* one, const User* other) const;
        bool operator()(const wire::Folded& nick, const User* user) const;
        bool operator()(const User* user, const wire::Folded& nick) const;
    };

    void index(User& user);
    const wire::Folded& asked_for(std::string_view name) const;
    void remove_channel(Channel& channel);
    void count_modes(const User& user, bool adding);
    Census taken_census() const;
    void check_user(const User& user) const;
    void check_channel(const Channel& channel) const;

    wire::Casemapping mapping_;
    mutable wire::Folded asked_for_; // the name last looked up, for its room
    Census census_;
    SlotMap<User> users_;
    SlotMap<Channel> channels_;
    SlotMap<Session> sessions_;
    std::unordered_set<User*, HashOfNick, IsOfNick> nicks_;
    std::unordered_map<wire::Folded, Channel*> channel_names_;
    std::unordered_map<wire::Folded, Account> accounts_;
    std::vector<std::string> changed_;
    Whowas whowas_;
    Monitors monitors_;
    std::unordered_map<wire::Folded, Channel> asleep_;
    std::vector<std::string> ended_;
    ServerBans server_bans_;
    mutable std::uint32_t stamp_ = 0;
};

} // namespace hubbub::core
