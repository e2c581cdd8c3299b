// SPDX-License-Identifier: MIT
#include "commands/names.h"

#include "commands/reply.h"
#include "commands/visibility.h"

#include <string>

namespace hubbub::commands {

void send_names(core::Network& network, core::Session& session, const core::Channel& channel)
{
    const core::World& world = network.world();
    const core::User& viewer = *session.user;
    const bool member = world.membership(viewer, channel) != nullptr;
    const bool all_ranks = session.has(core::Cap::multi_prefix);
    const bool full_names = session.has(core::Cap::userhost_in_names);
    const std::string_view symbol = channel.modes.has('s') ? "@" : "=";
    const std::size_t around = network.settings().name.size() + viewer.nick().size() +
                               channel.name.size() + std::string_view(": 353   =  :\r\n").size();
    const std::size_t room = wire::max_line - around;

    std::string names;
    for (const core::Membership& one : channel.members) {
        if (!member && one.user->is_invisible()) {
            continue;
        }
        std::string name = all_ranks ? core::prefixes(one.ranks) : core::highest_prefix(one.ranks);
        name += full_names ? one.user->source() : one.user->nick();
        if (!names.empty() && names.size() + 1 + name.size() > room) {
            reply(network, session, wire::Numeric::rpl_namreply, {symbol, channel.name, names});
            names.clear();
        }
        names += names.empty() ? name : " " + name;
    }
    if (!names.empty()) {
        reply(network, session, wire::Numeric::rpl_namreply, {symbol, channel.name, names});
    }
}

} // namespace hubbub::commands
