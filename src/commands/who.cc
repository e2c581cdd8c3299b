// SPDX-License-Identifier: MIT
// WHO, with WHOX's fields. Modern IRC, "WHO message"; IRCv3 whox.
#include "commands/families.h"

#include "base/strings.h"
#include "commands/context.h"
#include "commands/people.h"
#include "commands/visibility.h"
#include "wire/mask.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace hubbub::commands {

namespace {

using core::Channel;
using core::User;
using wire::Numeric;

constexpr std::size_t portion_size = 256; // people looked at

// What was asked: "WHO mask [o][%fields[,token]]".
struct Question {
    bool extended = false; // answered with 354, else with 352
    bool operators_only = false;
    std::string fields;
    std::string token = "0";
};

Question read_question(std::string_view options)
{
    Question question;
    const std::size_t percent = options.find('%');
    question.extended = percent != std::string_view::npos;
    question.operators_only = options.substr(0, percent).find('o') != std::string_view::npos;
    if (question.extended) {
        std::string_view rest = options.substr(percent + 1);
        question.fields = cut(rest, ',');
        const bool valid = !rest.empty() && rest.size() <= 3 &&
                           rest.find_first_not_of("0123456789") == std::string_view::npos;
        if (valid) {
            question.token = rest;
        }
    }
    return question;
}

// A person found, in a room or nowhere in particular.
struct Found {
    const User& user;
    const Channel* channel;
    const core::Membership* member;
};

// "H" here or "G" gone, "*" operator of the server, ranks in the room, "B" bot.
std::string flags_of(Context& context, const Found& found)
{
    std::string flags = found.user.rare->away.empty() ? "H" : "G";
    flags += found.user.is_operator() ? "*" : "";
    if (found.member != nullptr) {
        flags += shown_ranks(context, found.member->ranks);
    }
    flags += found.user.is_bot() ? "B" : "";
    return flags;
}

std::string_view channel_name(const Found& found)
{
    return found.channel != nullptr ? std::string_view(found.channel->name) : "*";
}

void send_usual(Context& context, const Found& found)
{
    const User& user = found.user;
    context.reply(Numeric::rpl_whoreply,
                  {channel_name(found), user.username(), user.host(), context.settings().name,
                   user.nick(), flags_of(context, found), "0 " + user.real_name});
}

std::string address_for(Context& context, const User& user)
{
    const std::string address =
        knows_address(context, user) ? shown_address(*user.sessions.front()) : std::string{};
    return address.find_first_of(".:") == std::string::npos ? "255.255.255.255" : address;
}

std::string field(Context& context, const Found& found, const Question& question, char letter)
{
    const User& user = found.user;
    switch (letter) {
    case 't':
        return question.token;
    case 'c':
        return std::string(channel_name(found));
    case 'u':
        return std::string(user.username());
    case 'i':
        return address_for(context, user);
    case 'h':
        return std::string(user.host());
    case 's':
        return context.settings().name;
    case 'n':
        return std::string(user.nick());
    case 'f':
        return flags_of(context, found);
    case 'l':
        return std::to_string(idle_seconds(context, user));
    case 'a':
        return user.is_guest() ? "0" : user.account;
    case 'o':
        return "n/a";
    case 'r':
        return user.real_name;
    default:
        return "0"; // d: how many servers lie between
    }
}

// The fields that were asked for, in the order of the specification.
void send_extended(Context& context, const Found& found, const Question& question)
{
    constexpr std::string_view order = "tcuihsnfdlaor";
    std::array<std::string, order.size()> values;
    wire::Line line(context.settings().name, wire::row_of(Numeric::rpl_whospcrpl).code,
                    {context.user().nick()});
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (question.fields.find(order[i]) != std::string_view::npos) {
            values[i] = field(context, found, question, order[i]);
            line.parameters.push_back(values[i]);
            line.trailing = order[i] == 'r';
        }
    }
    context.send(line);
}

void send(Context& context, const Found& found, const Question& question)
{
    if (!question.operators_only || found.user.is_operator()) {
        question.extended ? send_extended(context, found, question) : send_usual(context, found);
    }
}

// A room of theirs that the asker may know them to be in.
Found in_some_channel(Context& context, const User& user)
{
    for (const core::Joined& joined : user.channels) {
        if (may_see_in(context.world(), context.user(), user, *joined.channel)) {
            return {user, joined.channel, &joined.channel->members[joined.place]};
        }
    }
    return {user, nullptr, nullptr};
}

bool fits(std::string_view mask, const User& user)
{
    return wire::matches(mask, user.nick()) || wire::matches(mask, user.username()) ||
           wire::matches(mask, user.host()) || wire::matches(mask, user.real_name) ||
           wire::matches(mask, user.source());
}

// Those who were in the room, or on the network, when it was asked.
struct Search {
    std::string asked; // as it was
    Question question;
    core::ChannelId channel; // none: everywhere, by the mask
    std::string mask;
    std::vector<core::UserId> users;
    std::size_t next = 0;
};

void send_if_in(Context& context, const User& user, const Channel& channel,
                const Question& question)
{
    const core::Membership* member = context.world().membership(user, channel);
    if (member != nullptr && may_see_in(context.world(), context.user(), user, channel)) {
        send(context, {user, &channel, member}, question);
    }
}

void look_at(Context& context, const Search& search, const User& user)
{
    const Channel* channel = context.world().find(search.channel);
    if (channel != nullptr) {
        send_if_in(context, user, *channel, search.question);
    } else if (!search.channel && fits(search.mask, user) &&
               may_see(context.world(), context.user(), user)) {
        send(context, in_some_channel(context, user), search.question);
    }
}

bool search_some(Context& context, Search& search)
{
    const std::size_t end = std::min(search.next + portion_size, search.users.size());
    for (; search.next < end && context.has_room(); ++search.next) {
        if (const User* user = context.world().find(search.users[search.next])) {
            look_at(context, search, *user);
        }
    }
    if (search.next < search.users.size()) {
        return true;
    }
    context.reply(Numeric::rpl_endofwho, {search.asked});
    return false;
}

void search_channel(Context& context, const Channel& channel, Search search)
{
    search.channel = channel.id;
    for (const core::Membership& member : channel.members) {
        search.users.push_back(member.user->id);
    }
    context.answer_long([search = std::move(search)](Context& later) mutable {
        return search_some(later, search);
    });
}

void search_everywhere(Context& context, std::string_view mask, Search search)
{
    search.mask = mask;
    context.world().each_user([&](const User& user) { search.users.push_back(user.id); });
    context.answer_long([search = std::move(search)](Context& later) mutable {
        return search_some(later, search);
    });
}

// WHO [#room|mask [o][%fields[,token]]]
void who(Context& context)
{
    const std::string_view asked = context[0].empty() ? "*" : context[0];
    const std::string_view mask = asked == "0" ? "*" : asked;
    Search search;
    search.asked = asked;
    search.question = read_question(context[1]);
    if (const Channel* channel = context.world().find_channel(mask)) {
        return search_channel(context, *channel, std::move(search));
    }
    const User* user = context.world().find_user(mask);
    if (user == nullptr) {
        return search_everywhere(context, mask, std::move(search));
    }
    send(context, in_some_channel(context, *user), search.question); // who knows the nick may ask
    context.reply(Numeric::rpl_endofwho, {asked});
}

} // namespace

std::span<const CommandSpec> who_commands()
{
    using enum CommandSpec::Who;
    using enum CommandSpec::Waits;
    static constexpr std::array<CommandSpec, 1> rows = {{
        {"WHO", who, 0, registered, for_all, 3, "WHO [#room|mask [o][%fields[,token]]]",
         "Lists people."},
    }};
    return rows;
}

} // namespace hubbub::commands
