// SPDX-License-Identifier: MIT
// What was said before: CHATHISTORY, HISTORY. IRCv3 draft/chathistory.
#include "base/strings.h"
#include "commands/context.h"
#include "commands/families.h"
#include "commands/playback.h"
#include "commands/reply.h"
#include "core/msgid.h"
#include "wire/names.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

namespace hubbub::commands {

namespace {

using core::HistoryPage;
using core::HistoryQuery;
using core::Place;
using Form = HistoryQuery::Form;

struct Subcommand {
    std::string_view name;
    Form form;
    std::size_t places; // how many of them it takes
};

constexpr std::array<Subcommand, 5> subcommands = {{
    {"LATEST", Form::latest, 1},
    {"BEFORE", Form::before, 1},
    {"AFTER", Form::after, 1},
    {"AROUND", Form::around, 1},
    {"BETWEEN", Form::between, 2},
}};

constexpr std::string_view targets_name = "TARGETS";
constexpr std::string_view no_messages = "Messages could not be retrieved";

std::optional<std::size_t> read_limit(Context& context, std::string_view text)
{
    constexpr std::size_t plenty = 1'000'000; // also where the operator sets no limit
    const auto limit = parse_number<std::size_t>(text);
    if (!limit || *limit == 0) {
        return std::nullopt;
    }
    const std::size_t most = context.settings().history.chathistory_limit;
    return std::min(*limit, most == 0 ? plenty : most);
}

// ---- whose

struct Target {
    std::string name;
    std::string conversation;
};

// A room that one is in, a person who is here, or the account of that name.
std::optional<Target> find_target(Context& context, std::string_view name)
{
    const core::World& world = context.world();
    core::Network& network = context.network();
    if (const core::Channel* channel = world.find_channel(name)) {
        if (world.membership(context.user(), *channel) == nullptr) {
            return std::nullopt;
        }
        return Target{channel->name, std::string(network.conversation_of(*channel))};
    }
    if (const core::User* user = world.find_user(name)) {
        return Target{std::string(user->nick()),
                      network.conversation_between(context.user(), *user)};
    }
    const std::string absent = network.conversation_between(context.user().account, name);
    return absent.empty() ? std::nullopt : std::optional(Target{std::string(name), absent});
}

// ---- from where

// "msgid=..." or "timestamp=...", or the answer that says what is wrong with it.
std::optional<Place> read_place(Context& context, std::string_view text)
{
    const std::string_view subcommand = context[0];
    std::string_view value = text;
    const std::string_view type = cut(value, '=');
    if (type != "timestamp" && type != "msgid") {
        const bool reference = type.size() != text.size();
        context.fail(reference ? "INVALID_MSGREFTYPE" : "INVALID_PARAMS",
                     {subcommand, reference ? context[1] : text},
                     "A reference is timestamp= or msgid=");
        return std::nullopt;
    }
    WallTime time;
    if (type == "timestamp") {
        if (wire::parse_time(value, time)) {
            return Place(time);
        }
        context.fail("INVALID_PARAMS", {subcommand, text}, "Invalid timestamp");
        return std::nullopt;
    }
    if (const auto number = core::number_of(context.network().journal().epoch(), value)) {
        return Place(*number);
    }
    context.fail("MESSAGE_ERROR", {subcommand, context[1], text}, no_messages);
    return std::nullopt;
}

// ---- asking

// One more than is wanted tells whether there are more.
More take_surplus(HistoryPage& page, std::size_t wanted, bool at_front)
{
    if (page.size() <= wanted) {
        return More::none;
    }
    at_front ? page.erase(page.begin()) : page.erase(page.end() - 1);
    return More::may_follow;
}

void ask(Context& context, const Target& target, HistoryQuery question)
{
    const std::size_t wanted = question.limit;
    const bool around = question.form == Form::around;
    question.limit += around ? 0 : 1;
    question.events = events_for(context.session());
    auto then = [&network = context.network(), name = target.name, wanted, around,
                 back = core::goes_back(question), subcommand = to_upper(context[0]),
                 command = std::string(context.message().command)](core::Session& session,
                                                                   Result<HistoryPage> page) {
        if (!page) {
            return standard_reply(network, session, "FAIL", command, "MESSAGE_ERROR",
                                  {subcommand, name}, no_messages);
        }
        const bool all = around && page->size() < wanted;
        const More more =
            around ? (all ? More::none : More::may_follow) : take_surplus(*page, wanted, back);
        send_page(network, session, name, *page, more);
    };
    context.network().ask_history(context.session(), context.answer(), question, std::move(then));
}

void ask_for_targets(Context& context, HistoryQuery question)
{
    question.form = Form::targets;
    question.account = context.network().identity_of(context.user().account);
    for (const core::Joined& joined : context.user().channels) {
        question.rooms.emplace_back(context.network().conversation_of(*joined.channel));
    }
    const std::size_t wanted = question.limit++;
    auto then = [&network = context.network(), wanted, back = core::goes_back(question)](
                    core::Session& session, Result<HistoryPage> page) {
        if (!page) {
            return standard_reply(network, session, "FAIL", "CHATHISTORY", "MESSAGE_ERROR",
                                  {targets_name, "*"}, no_messages);
        }
        const More more = take_surplus(*page, wanted, back);
        send_targets(network, session, *page, more);
    };
    context.network().ask_history(context.session(), context.answer(), question, std::move(then));
}

// Whether there are so many parameters, no more and no less.
bool has_parameters(Context& context, std::size_t needed)
{
    if (context.count() == needed) {
        return true;
    }
    context.fail("INVALID_PARAMS", {context[0]},
                 context.count() < needed ? "Insufficient parameters" : "Too many parameters");
    return false;
}

void run(Context& context, const Subcommand& subcommand)
{
    const std::size_t needed = 2 + subcommand.places + 1;
    if (!has_parameters(context, needed)) {
        return;
    }
    const std::optional<Target> target = find_target(context, context[1]);
    if (!target) {
        return context.fail("INVALID_TARGET", {context[0], context[1]}, no_messages);
    }
    HistoryQuery question;
    question.form = subcommand.form;
    question.conversation = target->conversation;
    if (subcommand.form != Form::latest || context[2] != "*") {
        question.from = read_place(context, context[2]);
        if (!question.from) {
            return;
        }
    }
    if (subcommand.places == 2) {
        question.to = read_place(context, context[3]);
        if (!question.to) {
            return;
        }
    }
    const std::optional<std::size_t> limit = read_limit(context, context[needed - 1]);
    if (!limit) {
        return context.fail("INVALID_PARAMS", {context[0], context[needed - 1]},
                            "The limit is a number above zero");
    }
    question.limit = *limit;
    ask(context, *target, std::move(question));
}

// CHATHISTORY TARGETS timestamp=... timestamp=... limit
void targets(Context& context)
{
    if (!has_parameters(context, 4)) {
        return;
    }
    HistoryQuery question;
    for (std::optional<Place>* place : {&question.from, &question.to}) {
        const std::string_view text = context[place == &question.from ? 1 : 2];
        WallTime time;
        if (!text.starts_with("timestamp=") ||
            !wire::parse_time(text.substr(text.find('=') + 1), time)) {
            return context.fail("INVALID_PARAMS", {context[0], text}, "Invalid timestamp");
        }
        *place = time;
    }
    const std::optional<std::size_t> limit = read_limit(context, context[3]);
    if (!limit) {
        return context.fail("INVALID_PARAMS", {context[0], context[3]},
                            "The limit is a number above zero");
    }
    question.limit = *limit;
    ask_for_targets(context, std::move(question));
}

// CHATHISTORY LATEST #room *|msgid=..|timestamp=.. limit
// CHATHISTORY BEFORE|AFTER|AROUND #room place limit
// CHATHISTORY BETWEEN #room place place limit
void chathistory(Context& context)
{
    for (const Subcommand& subcommand : subcommands) {
        if (equals_ignoring_case(subcommand.name, context[0])) {
            return run(context, subcommand);
        }
    }
    if (equals_ignoring_case(targets_name, context[0])) {
        return targets(context);
    }
    context.fail("INVALID_PARAMS", {context[0]}, "Unknown command");
}

// HISTORY #room [count]: for people at old clients.
void history(Context& context)
{
    constexpr std::size_t usual = 50;
    const std::optional<Target> target = find_target(context, context[0]);
    if (!target) {
        return context.refuse(core::Reason::no_such_channel, context[0]);
    }
    HistoryQuery question;
    question.conversation = target->conversation;
    question.limit = read_limit(context, context[1]).value_or(usual);
    context.network().ask_history(context.session(), context.answer(), question,
                                  [&network = context.network(), name = target->name](
                                      core::Session& session, Result<HistoryPage> page) {
                                      if (page) {
                                          return send_page(network, session, name, *page,
                                                           More::may_follow);
                                      }
                                      standard_reply(network, session, "FAIL", "HISTORY",
                                                     "MESSAGE_ERROR", {name}, no_messages);
                                  });
}

} // namespace

std::span<const CommandSpec> history_commands()
{
    using enum CommandSpec::Who;
    using enum CommandSpec::Waits;
    static constexpr std::array<CommandSpec, 2> rows = {{
        {"CHATHISTORY", chathistory, 1, registered, for_all, 3,
         "CHATHISTORY LATEST|BEFORE|AFTER|AROUND|BETWEEN target place [place] limit; CHATHISTORY "
         "TARGETS place place limit",
         "Fetches what was said before, or lists where anything was."},
        {"HISTORY", history, 1, registered, for_all, 3, "HISTORY target [count]",
         "Shows the last lines of a room."},
    }};
    return rows;
}

} // namespace hubbub::commands
