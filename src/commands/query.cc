// SPDX-License-Identifier: MIT
// Who is there: WHO, WHOIS, USERHOST, ISON. Modern IRC, "User-Based Queries".
#include "commands/families.h"

#include "base/strings.h"
#include "commands/context.h"
#include "commands/visibility.h"
#include "wire/mask.h"
#include "wire/names.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <vector>

namespace hubbub::commands {

namespace {

using core::Channel;
using core::User;
using wire::Numeric;

// ---- WHO

// "H@" here or "G" gone, "*" operator of the server, "B" bot, ranks.
std::string who_flags(Context& context, const User& user, const core::Membership* member)
{
    std::string flags = user.away.empty() ? "H" : "G";
    flags += user.is_operator() ? "*" : "";
    flags += user.is_bot() ? "B" : "";
    if (member != nullptr) {
        const bool all = context.session().has(core::Cap::multi_prefix);
        flags += all ? core::prefixes(member->ranks) : core::highest_prefix(member->ranks);
    }
    return flags;
}

void who_reply(Context& context, const User& user, const Channel* channel)
{
    const core::Membership* member =
        channel != nullptr ? context.world().membership(user, *channel) : nullptr;
    context.reply(Numeric::rpl_whoreply,
                  {channel != nullptr ? std::string_view(channel->name) : "*", user.username,
                   user.host, context.settings().name, user.nick, who_flags(context, user, member),
                   "0 " + user.real_name});
}

void who_channel(Context& context, const Channel& channel, bool operators_only)
{
    if (!may_see(context.world(), context.user(), channel)) {
        return;
    }
    for (const core::Membership& member : channel.members) {
        if (may_see(context.world(), context.user(), *member.user) &&
            (!operators_only || member.user->is_operator())) {
            who_reply(context, *member.user, &channel);
        }
    }
}

bool fits(std::string_view mask, const User& user)
{
    return wire::matches(mask, user.nick) || wire::matches(mask, user.username) ||
           wire::matches(mask, user.host) || wire::matches(mask, user.real_name) ||
           wire::matches(mask, user.source);
}

void who_mask(Context& context, std::string_view mask, bool operators_only)
{
    context.world().each_user([&](const User& user) {
        if (fits(mask, user) && may_see(context.world(), context.user(), user) &&
            (!operators_only || user.is_operator())) {
            who_reply(context, user, nullptr);
        }
    });
}

// WHO [#room|mask [o]]
void who(Context& context)
{
    const std::string_view mask = context[0].empty() || context[0] == "0" ? "*" : context[0];
    const bool operators_only = context[1].find('o') != std::string_view::npos;
    if (const Channel* channel = context.world().find_channel(mask)) {
        who_channel(context, *channel, operators_only);
    } else if (const User* user = context.world().find_user(mask)) {
        who_reply(context, *user, nullptr); // whoever knows the nick may ask
    } else {
        who_mask(context, mask, operators_only);
    }
    context.reply(Numeric::rpl_endofwho, {mask});
}

// ---- WHOIS

// The rooms of a person that the asker may know of, in as many lines as it takes.
void whois_channels(Context& context, const User& user)
{
    constexpr std::size_t room = 350;
    std::string names;
    const auto flush = [&] {
        if (!names.empty()) {
            context.reply(Numeric::rpl_whoischannels, {user.nick, names});
            names.clear();
        }
    };
    for (const core::Joined& joined : user.channels) {
        const Channel& channel = *joined.channel;
        const bool hidden =
            user.is_invisible() && !context.world().membership(context.user(), channel);
        if (&user != &context.user() &&
            (hidden || !may_see(context.world(), context.user(), channel))) {
            continue;
        }
        if (names.size() + channel.name.size() > room) {
            flush();
        }
        const core::Ranks ranks = channel.members[joined.place].ranks;
        const bool all = context.session().has(core::Cap::multi_prefix);
        names += concat({names.empty() ? "" : " ",
                         all ? core::prefixes(ranks) : core::highest_prefix(ranks), channel.name});
    }
    flush();
}

void whois_idle(Context& context, const User& user)
{
    if (user.sessions.empty()) {
        return;
    }
    WallTime spoke{};
    for (const core::Session* session : user.sessions) {
        spoke = std::max(spoke, session->spoke);
    }
    using std::chrono::duration_cast;
    using std::chrono::seconds;
    const auto idle = duration_cast<seconds>(context.network().clock().wall() - spoke).count();
    const auto since = duration_cast<seconds>(user.since.time_since_epoch()).count();
    context.reply(Numeric::rpl_whoisidle,
                  {user.nick, std::to_string(std::max<long>(idle, 0)), std::to_string(since)});
}

void whois_one(Context& context, const User& user)
{
    const core::Settings& settings = context.settings();
    context.reply(Numeric::rpl_whoisuser,
                  {user.nick, user.username, user.host, "*", user.real_name});
    whois_channels(context, user);
    context.reply(Numeric::rpl_whoisserver, {user.nick, settings.name, settings.description});
    if (user.is_operator()) {
        context.reply(Numeric::rpl_whoisoperator, {user.nick});
    }
    if (!user.is_guest()) {
        context.reply(Numeric::rpl_whoisaccount, {user.nick, user.account});
    }
    if (user.is_bot()) {
        context.reply(Numeric::rpl_whoisbot, {user.nick});
    }
    if (user.modes.has('Z')) {
        context.reply(Numeric::rpl_whoissecure, {user.nick});
    }
    if ((user.flags & core::user_plain) != 0) {
        context.reply(Numeric::rpl_whoisspecial, {user.nick, "uses the plain line mode"});
    }
    if (&user == &context.user()) {
        context.reply(Numeric::rpl_whoishost,
                      {user.nick, concat({"is connecting from ", context.session().address})});
    }
    if (!user.away.empty()) {
        context.reply(Numeric::rpl_away, {user.nick, user.away});
    }
    whois_idle(context, user);
}

// WHOIS [server] nick
void whois(Context& context)
{
    const std::string_view nick = context[context.count() - 1];
    if (nick.empty()) {
        return context.reply(Numeric::err_nonicknamegiven);
    }
    if (const User* user = context.world().find_user(nick)) {
        whois_one(context, *user);
        context.reply(Numeric::rpl_endofwhois, {user->nick});
    } else {
        context.refuse(core::Reason::no_such_nick, nick);
        context.reply(Numeric::rpl_endofwhois, {nick});
    }
}

// ---- USERHOST, ISON

// USERHOST nick [nick...], five at most
void userhost(Context& context)
{
    constexpr std::size_t most = 5;
    std::string found;
    for (std::size_t i = 0; i < std::min(context.count(), most); ++i) {
        if (const User* user = context.world().find_user(context[i])) {
            found += concat({found.empty() ? "" : " ", user->nick, user->is_operator() ? "*" : "",
                             "=", user->away.empty() ? "+" : "-", user->username, "@", user->host});
        }
    }
    context.reply(Numeric::rpl_userhost, {found});
}

// ISON nick [nick...]
void ison(Context& context)
{
    std::string found;
    for (const std::string_view parameter : context.message().parameters) {
        for (const std::string_view nick : words(parameter)) {
            if (const User* user = context.world().find_user(nick)) {
                found += concat({found.empty() ? "" : " ", user->nick});
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
        {"WHO", who, 0, registered, for_all, 3, "WHO [#room|mask [o]]", "Lists people."},
        {"WHOIS", whois, 1, registered, for_all, 2, "WHOIS nick", "Tells about a person."},
        {"USERHOST", userhost, 1, registered, for_all, 1, "USERHOST nick [nick...]",
         "Tells people's hosts."},
        {"ISON", ison, 1, registered, for_all, 1, "ISON nick [nick...]",
         "Tells which of the nicks are there."},
    }};
    return rows;
}

} // namespace hubbub::commands
