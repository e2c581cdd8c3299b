// SPDX-License-Identifier: MIT
// How one appears: AWAY, SETNAME. Modern IRC, "AWAY message"; IRCv3 setname.
#include "commands/families.h"

#include "commands/context.h"
#include "commands/followups.h"
#include "commands/reply.h"
#include "commands/server.h"

#include <array>
#include <utility>

namespace hubbub::commands {

namespace {

// AWAY [:reason]
void away(Context& context)
{
    core::Entry entry = context.entry(core::Kind::away);
    entry.text = cut_text(context[0], context.settings().limits.away);
    context.propose(std::move(entry));
}

// SETNAME :real name
void setname(Context& context)
{
    if (context[0].empty() || context[0].size() > context.settings().limits.real_name) {
        return context.fail("INVALID_REALNAME", {}, "Real name is not valid");
    }
    core::Entry entry = context.entry(core::Kind::setname);
    entry.text = context[0];
    context.propose(std::move(entry));
}

} // namespace

void after_away(core::Network& network, core::Session& session, const core::Entry& entry)
{
    reply(network, session,
          entry.text.empty() ? wire::Numeric::rpl_unaway : wire::Numeric::rpl_nowaway);
}

std::span<const CommandSpec> presence_commands()
{
    using enum CommandSpec::Who;
    using enum CommandSpec::Waits;
    static constexpr std::array<CommandSpec, 2> rows = {{
        {"AWAY", away, 0, registered, for_all, 2, "AWAY [:reason]",
         "Goes away; without a reason, comes back."},
        {"SETNAME", setname, 1, registered, for_all, 2, "SETNAME :real name",
         "Changes the real name."},
    }};
    return rows;
}

} // namespace hubbub::commands
