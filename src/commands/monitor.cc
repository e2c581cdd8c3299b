// SPDX-License-Identifier: MIT
// MONITOR: who is told when a nick comes and goes. IRCv3 monitor.
#include "commands/families.h"

#include "base/strings.h"
#include "commands/context.h"
#include "wire/names.h"

#include <array>
#include <string>
#include <vector>

namespace hubbub::commands {

namespace {

using wire::Numeric;

// "one,two", in as many pieces as it takes for each to fit a line.
std::vector<std::string> joined(const std::vector<std::string_view>& targets)
{
    constexpr std::size_t room = 350;
    std::vector<std::string> pieces;
    for (const std::string_view target : targets) {
        if (pieces.empty() || pieces.back().size() + target.size() > room) {
            pieces.emplace_back(target);
        } else {
            pieces.back() += concat({",", target});
        }
    }
    return pieces;
}

void reply_targets(Context& context, Numeric numeric, const std::vector<std::string_view>& targets)
{
    for (const std::string& piece : joined(targets)) {
        wire::Line line(context.settings().name, wire::row_of(numeric).code,
                        {context.user().nick(), piece});
        line.trailing = true;
        context.send(line);
    }
}

void reply_status(Context& context, const std::vector<std::string_view>& nicks)
{
    std::vector<std::string_view> online;
    std::vector<std::string_view> offline;
    for (const std::string_view nick : nicks) {
        if (const core::User* user = context.world().find_user(nick)) {
            online.push_back(user->source());
        } else {
            offline.push_back(nick);
        }
    }
    reply_targets(context, Numeric::rpl_mononline, online);
    reply_targets(context, Numeric::rpl_monoffline, offline);
}

std::vector<std::string_view> watched(const core::Session& session)
{
    std::vector<std::string_view> nicks;
    for (const core::Watched& one : session.rare->watched) {
        nicks.push_back(one.nick);
    }
    return nicks;
}

// MONITOR + nick[,nick]
void add(Context& context)
{
    const core::Limits& limits = context.settings().limits;
    core::Session& session = context.session();
    core::Monitors& monitors = context.network().world().monitors();
    std::vector<std::string_view> added;
    std::vector<std::string_view> refused;
    for (const std::string_view nick : split(context[1], ',')) {
        wire::Folded folded = context.world().fold(nick);
        if (!wire::is_nick(nick, limits.nick) || core::Monitors::watches(session, folded)) {
            continue;
        }
        if (limits.monitor != 0 && session.rare->watched.size() >= limits.monitor) {
            refused.push_back(nick);
        } else {
            monitors.watch(session, nick, std::move(folded));
            added.push_back(nick);
        }
    }
    reply_status(context, added);
    for (const std::string& targets : joined(refused)) {
        context.network().tally().reach(core::Bound::monitor);
        context.reply(Numeric::err_monlistfull, {std::to_string(limits.monitor), targets});
    }
}

// MONITOR - nick[,nick]
void remove(Context& context)
{
    for (const std::string_view nick : split(context[1], ',')) {
        context.network().world().monitors().unwatch(context.session(), context.world().fold(nick));
    }
}

void clear(Context& context)
{
    context.network().world().monitors().unwatch_all(context.session());
}

void list(Context& context)
{
    reply_targets(context, Numeric::rpl_monlist, watched(context.session()));
    context.reply(Numeric::rpl_endofmonlist);
}

void status(Context& context)
{
    reply_status(context, watched(context.session()));
}

// MONITOR +|- nick[,nick]   MONITOR C|L|S
void monitor(Context& context)
{
    struct Subcommand {
        std::string_view name;
        std::size_t parameters;
        void (*run)(Context&);
    };
    constexpr std::array<Subcommand, 5> subcommands = {
        {{"+", 2, add}, {"-", 2, remove}, {"C", 1, clear}, {"L", 1, list}, {"S", 1, status}}};
    for (const Subcommand& subcommand : subcommands) {
        if (!equals_ignoring_case(subcommand.name, context[0])) {
            continue;
        }
        if (context.count() < subcommand.parameters) {
            return context.reply(Numeric::err_needmoreparams, {"MONITOR"});
        }
        return subcommand.run(context);
    }
    context.reply(Numeric::err_unknownerror,
                  {"MONITOR", context[0], "Say +, -, C, L or S after MONITOR"});
}

} // namespace

std::span<const CommandSpec> monitor_commands()
{
    using enum CommandSpec::Who;
    using enum CommandSpec::Waits;
    static constexpr std::array<CommandSpec, 1> rows = {{
        {"MONITOR", monitor, 1, registered, for_all, 2, "MONITOR +|- nick[,nick] | C | L | S",
         "Tells when people come and go."},
    }};
    return rows;
}

} // namespace hubbub::commands
