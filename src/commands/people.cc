// SPDX-License-Identifier: MIT
#include "commands/people.h"

#include "base/strings.h"
#include "wire/mask.h"

#include <algorithm>
#include <chrono>

namespace hubbub::commands {

std::string shown_ranks(Context& context, core::Ranks ranks)
{
    const bool all = context.session().has(core::Cap::multi_prefix);
    return all ? core::prefixes(ranks) : core::highest_prefix(ranks);
}

std::int64_t idle_seconds(Context& context, const core::User& user)
{
    WallTime spoke = user.since;
    for (const core::Session* session : user.sessions) {
        spoke = std::max(spoke, session->spoke);
    }
    using std::chrono::seconds;
    const auto idle = std::chrono::duration_cast<seconds>(context.network().clock().wall() - spoke);
    return std::max<std::int64_t>(idle.count(), 0);
}

bool knows_address(Context& context, const core::User& user)
{
    return (&user == &context.user() || context.user().is_operator()) && !user.sessions.empty();
}

std::string shown_address(const core::Session& session)
{
    return concat({session.address.starts_with(':') ? "0" : "", session.address});
}

bool means_this_server(Context& context, std::string_view target)
{
    const bool ours = target.empty() || wire::matches(target, context.settings().name) ||
                      context.world().find_user(target) != nullptr;
    if (!ours) {
        context.reply(wire::Numeric::err_nosuchserver, {target});
    }
    return ours;
}

} // namespace hubbub::commands
