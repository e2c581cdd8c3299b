// SPDX-License-Identifier: MIT
// Who should hear a line: the members of a channel or the neighbours of a user, with those who
// monitor that user, minus someone, with or without a capability. A description, not a list; Outbox
// walks it.
#pragma once

#include "base/prefetch.h"
#include "core/caps.h"
#include "core/modes.h"
#include "core/world.h"

#include <cstddef>
#include <vector>

namespace hubbub::core {

class Audience {
  public:
    // Everybody in the channel.
    static Audience members_of(const Channel& channel) { return Audience(&channel, nullptr); }
    // Everybody who shares a channel with the user, once each; not the user.
    static Audience neighbours_of(const User& user) { return Audience(nullptr, &user); }

    // And those who monitor the user with extended-monitor, if they are no neighbours.
    Audience and_monitors() const
    {
        Audience wider = *this;
        wider.monitors_ = true;
        return wider;
    }
    Audience without(const User& user) const
    {
        Audience narrower = *this;
        narrower.without_user_ = &user;
        return narrower;
    }
    // session may be null: nobody.
    Audience without(const Session* session) const
    {
        Audience narrower = *this;
        narrower.without_session_ = session;
        return narrower;
    }
    Audience with(Cap cap) const
    {
        Audience narrower = *this;
        narrower.needed_.add(cap);
        return narrower;
    }
    Audience lacking(Cap cap) const
    {
        Audience narrower = *this;
        narrower.refused_.add(cap);
        return narrower;
    }
    Audience at_least(Rank rank) const
    {
        Audience narrower = *this;
        narrower.rank_ = rank;
        return narrower;
    }

    // visit(Session&), for each session of the audience.
    template <typename Visit>
    void each(const World& world, Visit&& visit) const
    {
        if (channel_ != nullptr) {
            each_member(*channel_, visit);
        } else {
            each_neighbour(world, visit);
        }
    }

  private:
    Audience(const Channel* channel, const User* around) : channel_(channel), around_(around) {}

    template <typename Visit>
    void each_member(const Channel& channel, Visit& visit) const
    {
        for (std::size_t i = 0; i < channel.members.size(); ++i) {
            look_ahead(channel.members, i);
            const Membership& member = channel.members[i];
            if (member.ranks.at_least(rank_)) {
                each_session(*member.user, visit);
            }
        }
    }

    static void look_ahead(const std::vector<Membership>& members, std::size_t place)
    {
        constexpr std::size_t near = 4;
        constexpr std::size_t far = 8;
        if (place + far < members.size()) {
            prefetch(&members[place + far].user->sessions);
        }
        if (place + near < members.size()) {
            for (const Session* session : members[place + near].user->sessions) {
                prefetch(session);
            }
        }
    }

    template <typename Visit>
    void each_neighbour(const World& world, Visit& visit) const
    {
        const std::uint32_t stamp = world.new_stamp();
        around_->visited = stamp;
        for (const Joined& joined : around_->channels) {
            for (const Membership& member : joined.channel->members) {
                if (member.user->visited != stamp) {
                    member.user->visited = stamp;
                    each_session(*member.user, visit);
                }
            }
        }
        if (monitors_) {
            each_monitor(world, stamp, visit);
        }
    }

    template <typename Visit>
    void each_monitor(const World& world, std::uint32_t neighbours, Visit& visit) const
    {
        world.monitors().each(world.fold(around_->nick()), [&](Session& session) {
            const bool stranger = session.user != nullptr && session.user->visited != neighbours;
            if (stranger && session.has(Cap::extended_monitor) && fits(session)) {
                visit(session);
            }
        });
    }

    template <typename Visit>
    void each_session(const User& user, Visit& visit) const
    {
        if (&user == without_user_) {
            return;
        }
        for (Session* session : user.sessions) {
            if (fits(*session)) {
                visit(*session);
            }
        }
    }

    bool fits(const Session& session) const
    {
        return &session != without_session_ && session.caps.has_all(needed_) &&
               !session.caps.has_any(refused_);
    }

    const Channel* channel_;
    const User* around_;
    const User* without_user_ = nullptr;
    const Session* without_session_ = nullptr;
    CapSet needed_;
    CapSet refused_;
    Rank rank_ = Rank::none;
    bool monitors_ = false;
};

} // namespace hubbub::core
