// SPDX-License-Identifier: MIT
// The server itself: MOTD, VERSION, TIME, LUSERS, ADMIN, INFO, LINKS, HELP. Modern IRC, "Server
// Queries".
#include "commands/server.h"

#include "base/strings.h"
#include "commands/context.h"
#include "commands/families.h"
#include "commands/people.h"
#include "commands/registration.h"
#include "commands/reply.h"
#include "wire/graphemes.h"
#include "wire/mask.h"

#include <array>
#include <chrono>
#include <string>
#include <vector>

namespace hubbub::commands {

namespace {

using wire::Numeric;

// MOTD [server]
void motd(Context& context)
{
    if (!means_this_server(context, context[0])) {
        return;
    }
    send_motd(context.network(), context.session());
}

// VERSION [server]
void version(Context& context)
{
    if (!means_this_server(context, context[0])) {
        return;
    }
    context.reply(Numeric::rpl_version,
                  {program_version(), context.settings().name, "one journal, one order, one door"});
    send_isupport(context);
}

// TIME [server]
void time(Context& context)
{
    if (!means_this_server(context, context[0])) {
        return;
    }
    const WallTime now = context.network().clock().wall();
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch());
    context.reply(Numeric::rpl_time, {context.settings().name, std::to_string(seconds.count()), "0",
                                      wire::format_time(now)});
}

void lusers(Context& context)
{
    send_lusers(context.network(), context.session());
}

// ADMIN [server]
void admin(Context& context)
{
    if (!means_this_server(context, context[0])) {
        return;
    }
    const core::Settings& settings = context.settings();
    context.reply(Numeric::rpl_adminme, {settings.name});
    context.reply(Numeric::rpl_adminloc1, {settings.description});
    context.reply(Numeric::rpl_adminloc2, {settings.network});
    context.reply(Numeric::rpl_adminemail, {settings.admin});
}

// INFO [server]
void info(Context& context)
{
    if (!means_this_server(context, context[0])) {
        return;
    }
    context.reply(Numeric::rpl_info, {program_version()});
    context.reply(Numeric::rpl_info,
                  {"If you saw your line appear, it is stored; it is there once; and everyone sees "
                   "it in the same place in the order."});
    context.reply(Numeric::rpl_endofinfo);
}

// LINKS [[server] mask]: there is this server alone. RFC 1459 section 4.3.3
void links(Context& context)
{
    const bool of_server = context.count() > 1;
    if (of_server && !means_this_server(context, context[0])) {
        return;
    }
    const core::Settings& settings = context.settings();
    const std::string_view asked = context[of_server ? 1 : 0];
    const std::string_view mask = asked.empty() ? "*" : asked;
    if (wire::matches(mask, settings.name)) {
        context.reply(Numeric::rpl_links,
                      {settings.name, settings.name, "0 " + settings.description});
    }
    context.reply(Numeric::rpl_endoflinks, {mask});
}

// The title, an empty line, the lines, and the last one as the end. Modern IRC, "HELP message".
void send_help(Context& context, std::string_view title, const std::vector<std::string>& lines)
{
    const std::string_view subject = context[0];
    context.reply(Numeric::rpl_helpstart, {subject, title});
    context.reply(Numeric::rpl_helptxt, {subject, ""});
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        context.reply(Numeric::rpl_helptxt, {subject, lines[i]});
    }
    context.reply(Numeric::rpl_endofhelp, {subject, lines.back()});
}

// HELP [command]
void help(Context& context)
{
    std::vector<std::string> lines;
    if (context[0].empty() || equals_ignoring_case(context[0], "index")) {
        for (const CommandSpec* spec : all_commands()) {
            lines.push_back(concat({spec->name, "  ", spec->help}));
        }
        lines.emplace_back("HELP COMMAND tells more.");
        return send_help(context, "** Commands **", lines);
    }
    const CommandSpec* spec = find_command(context[0]);
    if (spec == nullptr) {
        return context.reply(Numeric::err_helpnotfound, {context[0]});
    }
    lines = {concat({"Usage: ", spec->usage}), std::string(spec->help)};
    send_help(context, concat({"** ", spec->name, " **"}), lines);
}

void summon(Context& context)
{
    context.reply(Numeric::err_summondisabled);
}

void users(Context& context)
{
    context.reply(Numeric::err_usersdisabled);
}

// TRACE [nick]: there is no way to show, for there is one server.
void trace(Context& context)
{
    if (means_this_server(context, context[0])) {
        context.reply(Numeric::rpl_traceend, {context.settings().name, program_version()});
    }
}

void servlist(Context& context)
{
    context.reply(Numeric::rpl_servlistend, {"*", "*"});
}

void squery(Context& context)
{
    context.reply(Numeric::err_nosuchservice, {context[0]});
}

// CONNECT and SQUIT: for operators, and there is no other server.
void link_servers(Context& context)
{
    if (!context.user().is_operator()) {
        return context.reply(Numeric::err_noprivileges);
    }
    context.reply(Numeric::err_nosuchserver, {context[0]});
}

} // namespace

std::string_view program_version()
{
    return "hubbub-" HUBBUB_VERSION;
}

std::string cut_text(std::string_view text, std::size_t longest)
{
    std::size_t end = 0;
    while (end < text.size()) {
        const std::size_t size = wire::first_grapheme(text.substr(end));
        if (longest != 0 && end + size > longest) {
            break;
        }
        end += size;
    }
    return std::string(text.substr(0, end));
}

std::string modes_of(const core::User& user)
{
    std::string modes = "+";
    for (const core::UserMode& mode : core::user_modes()) {
        if (user.modes.has(mode.letter)) {
            modes += mode.letter;
        }
    }
    return modes;
}

void send_motd(core::Network& network, core::Session& session)
{
    const core::Settings& settings = network.settings();
    if (settings.motd.empty()) {
        return reply(network, session, Numeric::err_nomotd);
    }
    reply(network, session, Numeric::rpl_motdstart,
          {concat({"- ", settings.name, " Message of the day - "})});
    for (const std::string& line : settings.motd) {
        reply(network, session, Numeric::rpl_motd, {concat({"- ", line})});
    }
    reply(network, session, Numeric::rpl_endofmotd);
}

void send_lusers(core::Network& network, core::Session& session)
{
    const core::World& world = network.world();
    const core::Census& census = world.census();
    const std::size_t unknown = world.sessions() - census.registered;
    const std::string users = std::to_string(world.users());
    const std::string most = std::to_string(network.most_users());
    reply(network, session, Numeric::rpl_luserclient,
          {concat({"There are ", std::to_string(world.users() - census.invisible), " users and ",
                   std::to_string(census.invisible), " invisible on 1 servers"})});
    reply(network, session, Numeric::rpl_luserop, {std::to_string(census.operators)});
    reply(network, session, Numeric::rpl_luserunknown, {std::to_string(unknown)});
    reply(network, session, Numeric::rpl_luserchannels, {std::to_string(world.channels())});
    reply(network, session, Numeric::rpl_luserme,
          {concat({"I have ", users, " clients and 0 servers"})});
    reply(network, session, Numeric::rpl_localusers,
          {users, most, concat({"Current local users ", users, ", max ", most})});
    reply(network, session, Numeric::rpl_globalusers,
          {users, most, concat({"Current global users ", users, ", max ", most})});
}

std::span<const CommandSpec> server_commands()
{
    using enum CommandSpec::Who;
    using enum CommandSpec::Waits;
    static constexpr std::array<CommandSpec, 16> rows = {{
        {"MOTD", motd, 0, registered, for_all, 2, "MOTD", "Shows the message of the day."},
        {"VERSION", version, 0, registered, for_all, 2, "VERSION",
         "Tells the program and what it supports."},
        {"TIME", time, 0, registered, for_all, 1, "TIME", "Tells the server's time."},
        {"LUSERS", lusers, 0, registered, for_all, 2, "LUSERS", "Counts users and channels."},
        {"ADMIN", admin, 0, registered, for_all, 1, "ADMIN", "Tells who runs the server."},
        {"INFO", info, 0, registered, for_all, 1, "INFO", "Tells about the program."},
        {"LINKS", links, 0, registered, for_all, 1, "LINKS [mask]",
         "Lists the servers of the network."},
        {"HELP", help, 0, registered, for_all, 2, "HELP [command]", "Explains a command."},
        {"HELPOP", help, 0, registered, for_all, 2, "HELPOP [command]", "Is HELP."},
        {"SUMMON", summon, 0, registered, for_all, 1, "SUMMON user", "Is disabled here."},
        {"USERS", users, 0, registered, for_all, 1, "USERS", "Is disabled here."},
        {"TRACE", trace, 0, registered, for_all, 1, "TRACE [nick]", "Has no way to show."},
        {"SERVLIST", servlist, 0, registered, for_all, 1, "SERVLIST", "Lists no services."},
        {"SQUERY", squery, 1, registered, for_all, 1, "SQUERY service :text",
         "Finds no service of that kind."},
        {"CONNECT", link_servers, 1, registered, for_all, 1, "CONNECT server",
         "Knows no other server."},
        {"SQUIT", link_servers, 1, registered, for_all, 1, "SQUIT server",
         "Knows no other server."},
    }};
    return rows;
}

} // namespace hubbub::commands
