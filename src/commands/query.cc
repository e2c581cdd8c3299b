// SPDX-License-Identifier: MIT
// Who is there, and who was: WHOIS, WHOWAS, USERHOST, ISON. Modern IRC, "User-Based Queries".
#include "commands/families.h"

#include "base/strings.h"
#include "commands/context.h"
#include "commands/people.h"
#include "commands/server.h"
#include "commands/visibility.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>

namespace hubbub::commands {

namespace {

using core::Channel;
using core::User;
using wire::Numeric;

// ---- WHOIS

// The rooms of a person that the asker may know of, in as many lines as it takes.
void whois_channels(Context& context, const User& user)
{
    constexpr std::size_t room = 350;
    std::string names;
    const auto flush = [&] {
        if (!names.empty()) {
            context.reply(Numeric::rpl_whoischannels, {user.nick(), names});
            names.clear();
        }
    };
    for (const core::Joined& joined : user.channels) {
        const Channel& channel = *joined.channel;
        if (!may_see_in(context.world(), context.user(), user, channel)) {
            continue;
        }
        if (names.size() + channel.name.size() > room) {
            flush();
        }
        names += concat({names.empty() ? "" : " ",
                         shown_ranks(context, channel.members[joined.place].ranks), channel.name});
    }
    flush();
}

void whois_idle(Context& context, const User& user)
{
    using std::chrono::duration_cast;
    using std::chrono::seconds;
    const auto since = duration_cast<seconds>(user.since.time_since_epoch()).count();
    context.reply(Numeric::rpl_whoisidle, {user.nick(), std::to_string(idle_seconds(context, user)),
                                           std::to_string(since)});
}

// What is known to themselves and to operators alone.
void whois_private(Context& context, const User& user)
{
    if (!knows_address(context, user)) {
        return;
    }
    const core::Session& session = *user.sessions.front();
    const std::string address = shown_address(session);
    const std::string at = concat({user.username(), "@", address});
    context.reply(Numeric::rpl_whoishost,
                  {user.nick(), concat({"is connecting from ", at, " ", address})});
    context.reply(Numeric::rpl_whoisactually, {user.nick(), at, address});
    if (!session.rare->certificate.empty()) {
        context.reply(Numeric::rpl_whoiscertfp,
                      {user.nick(),
                       concat({"has client certificate fingerprint ", session.rare->certificate})});
    }
    context.reply(Numeric::rpl_whoismodes,
                  {user.nick(), concat({"is using modes ", modes_of(user)})});
}

void whois_one(Context& context, const User& user)
{
    const core::Settings& settings = context.settings();
    context.reply(Numeric::rpl_whoisuser,
                  {user.nick(), user.username(), user.host(), "*", user.real_name});
    whois_channels(context, user);
    context.reply(Numeric::rpl_whoisserver, {user.nick(), settings.name, settings.description});
    if (user.is_operator()) {
        context.reply(Numeric::rpl_whoisoperator, {user.nick()});
    }
    if (!user.is_guest()) {
        context.reply(Numeric::rpl_whoisaccount, {user.nick(), user.account});
    }
    if (user.is_bot()) {
        context.reply(Numeric::rpl_whoisbot, {user.nick()});
    }
    if (user.modes.has('Z')) {
        context.reply(Numeric::rpl_whoissecure, {user.nick()});
    }
    if ((user.flags & core::user_plain) != 0) {
        context.reply(Numeric::rpl_whoisspecial, {user.nick(), "uses the plain line mode"});
    }
    whois_private(context, user);
    if (!user.rare->away.empty()) {
        context.reply(Numeric::rpl_away, {user.nick(), user.rare->away});
    }
    whois_idle(context, user);
}

// WHOIS [server] nick[,nick]: the first nick; the last line repeats the question.
void whois(Context& context)
{
    const std::string_view asked = context.count() > 1 ? context[context.count() - 1] : context[0];
    std::string_view rest = asked;
    const std::string_view nick = cut(rest, ',');
    if (nick.empty()) {
        return context.reply(Numeric::err_nonicknamegiven);
    }
    if (context.count() > 1 && !means_this_server(context, context[0])) {
        return;
    }
    if (const User* user = context.world().find_user(nick)) {
        whois_one(context, *user);
    } else {
        context.refuse(core::Reason::no_such_nick, nick);
    }
    context.reply(Numeric::rpl_endofwhois, {asked});
}

// ---- WHOWAS

// True when there was anybody.
bool whowas_one(Context& context, std::string_view nick, std::size_t most)
{
    const core::World& world = context.world();
    std::size_t told = 0;
    for (const core::Departed* one : world.whowas().find(world.fold(nick))) {
        if (told++ == most) {
            break;
        }
        context.reply(Numeric::rpl_whowasuser,
                      {one->nick, one->username, one->host, "*", one->real_name});
        if (!one->account.empty()) {
            context.reply(Numeric::rpl_whoisaccount, {one->nick, one->account});
        }
        context.reply(Numeric::rpl_whoisserver,
                      {one->nick, context.settings().name, wire::format_time(one->left)});
    }
    return told != 0;
}

// WHOWAS nick[,nick] [count]; a count of zero or none: all of them
void whowas(Context& context)
{
    if (context[0].empty()) {
        return context.reply(Numeric::err_nonicknamegiven);
    }
    const std::size_t count = parse_number<std::size_t>(context[1]).value_or(0);
    for (const std::string_view nick : split(context[0], ',')) {
        if (!whowas_one(context, nick, count == 0 ? std::string::npos : count)) {
            context.reply(Numeric::err_wasnosuchnick, {nick});
        }
    }
    context.reply(Numeric::rpl_endofwhowas, {context[0]});
}

// ---- USERHOST, ISON

// USERHOST nick [nick...], five at most
void userhost(Context& context)
{
    constexpr std::size_t most = 5;
    std::string found;
    for (std::size_t i = 0; i < std::min(context.count(), most); ++i) {
        if (const User* user = context.world().find_user(context[i])) {
            found +=
                concat({found.empty() ? "" : " ", user->nick(), user->is_operator() ? "*" : "", "=",
                        user->rare->away.empty() ? "+" : "-", user->username(), "@", user->host()});
        }
    }
    context.reply(Numeric::rpl_userhost, {found});
}

// ISON nick [nick...]; one line of answer, so those who fit into it
void ison(Context& context)
{
    constexpr std::size_t room = 400;
    std::string found;
    for (const std::string_view parameter : context.message().parameters) {
        for (const std::string_view nick : words(parameter)) {
            const User* user = context.world().find_user(nick);
            if (user != nullptr && found.size() + user->nick().size() < room) {
                found += concat({found.empty() ? "" : " ", user->nick()});
            }
        }
    }
    context.reply(Numeric::rpl_ison, {found});
}

} // namespace

std::span<const CommandSpec> query_commands()
{
    using enum CommandSpec::Who;
    using enum CommandSpec::Waits;
    static constexpr std::array<CommandSpec, 4> rows = {{
        {"WHOIS", whois, 0, registered, for_all, 2, "WHOIS nick", "Tells about a person."},
        {"WHOWAS", whowas, 0, registered, for_all, 2, "WHOWAS nick [count]",
         "Tells about people who have left."},
        {"USERHOST", userhost, 1, registered, for_all, 1, "USERHOST nick [nick...]",
         "Tells people's hosts."},
        {"ISON", ison, 1, registered, for_all, 1, "ISON nick [nick...]",
         "Tells which of the nicks are there."},
    }};
    return rows;
}

} // namespace hubbub::commands
