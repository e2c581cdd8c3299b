// SPDX-License-Identifier: MIT
// STATS u, m, o, k. Modern IRC, "STATS message".
#include "commands/families.h"

#include "base/strings.h"
#include "commands/context.h"
#include "commands/people.h"

#include <array>
#include <chrono>
#include <map>
#include <string>

namespace hubbub::commands {

namespace {

using wire::Numeric;

std::string two_digits(long number)
{
    return (number < 10 ? "0" : "") + std::to_string(number);
}

void uptime(Context& context)
{
    const Millis up = context.network().uptime();
    const long seconds = std::chrono::duration_cast<std::chrono::seconds>(up).count();
    context.reply(Numeric::rpl_statsuptime,
                  {concat({"Server Up ", std::to_string(seconds / 86400), " days ",
                           std::to_string(seconds / 3600 % 24), ":", two_digits(seconds / 60 % 60),
                           ":", two_digits(seconds % 60)})});
}

void commands(Context& context)
{
    const core::Network::Uses& counted = context.network().uses();
    const std::map<std::string_view, std::uint64_t> sorted(counted.begin(), counted.end());
    for (const auto& [command, uses] : sorted) {
        context.reply(Numeric::rpl_statscommands, {command, std::to_string(uses), "0", "0"});
    }
}

// Who may become an operator; for operators.
void operators(Context& context)
{
    for (const core::OperatorBlock& block : context.settings().operators) {
        context.reply(Numeric::rpl_statsoline, {"O", block.mask, "*", block.name, "0", "0"});
    }
}

// Who is kept off; for operators.
void bans(Context& context)
{
    for (const core::ServerBan& ban : context.world().server_bans().all()) {
        context.reply(Numeric::rpl_statskline,
                      {std::string_view(&ban.type, 1), ban.mask, "*", "*", ban.reason});
    }
}

// STATS u|m|o|k [server]
void stats(Context& context)
{
    if (!means_this_server(context, context[1])) {
        return;
    }
    const std::string_view query = context[0].substr(0, 1);
    const bool secret = query == "o" || query == "k";
    if (secret && !context.user().is_operator()) {
        return context.reply(Numeric::err_noprivileges);
    }
    if (query == "u") {
        uptime(context);
    } else if (query == "m") {
        commands(context);
    } else if (query == "o") {
        operators(context);
    } else if (query == "k") {
        bans(context);
    }
    context.reply(Numeric::rpl_endofstats, {context[0]});
}

} // namespace

std::span<const CommandSpec> stats_commands()
{
    using enum CommandSpec::Who;
    using enum CommandSpec::Waits;
    static constexpr std::array<CommandSpec, 1> rows = {{
        {"STATS", stats, 1, registered, for_all, 2, "STATS u|m|o|k",
         "Tells how the server is doing."},
    }};
    return rows;
}

} // namespace hubbub::commands
