// SPDX-License-Identifier: MIT
// The session itself: PING, PONG, QUIT. Modern IRC, "Connection Messages".
#include "commands/families.h"

#include "base/strings.h"
#include "commands/context.h"
#include "commands/server.h"

#include <array>
#include <string>

namespace hubbub::commands {

namespace {

// PING token, which is not empty; answered before registration too, and after all that came before
// it.
void ping(Context& context)
{
    if (context[0].empty()) {
        return context.reply(wire::Numeric::err_noorigin);
    }
    wire::Line pong(context.settings().name, "PONG", {context.settings().name, context[0]});
    pong.trailing = true;
    context.send(pong);
}

// PONG token; that anything came is what counts, and dispatch has noted it.
void pong(Context&) {}

// QUIT [:reason]
void quit(Context& context)
{
    // Its answer is the ERROR, which comes when the leaving is committed.
    context.network().outbox().answer_waits(context.session(), context.answer());
    const std::string why = cut_text(context[0], context.settings().limits.kick);
    context.network().doom(context.session(), concat({"Quit: ", why})); // without a reason, too
}

} // namespace

std::span<const CommandSpec> session_commands()
{
    using enum CommandSpec::Who;
    using enum CommandSpec::Waits;
    static constexpr std::array<CommandSpec, 3> rows = {{
        {"PING", ping, 0, anyone, for_all, 1, "PING token", "Is answered with PONG."},
        {"PONG", pong, 0, anyone, for_all, 0, "PONG token", "Answers the server's PING."},
        {"QUIT", quit, 0, anyone, for_all, 0, "QUIT [:reason]", "Leaves the network."},
    }};
    return rows;
}

} // namespace hubbub::commands
