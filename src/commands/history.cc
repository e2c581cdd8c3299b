// SPDX-License-Identifier: MIT
// What was said before: CHATHISTORY, HISTORY. IRCv3 draft/chathistory.
#include "commands/history.h"

#include "base/strings.h"
#include "commands/context.h"
#include "commands/families.h"
#include "commands/reply.h"
#include "core/msgid.h"
#include "core/render.h"
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

// ---- showing

// Clients without server-time could not tell old from new: the text says it.
std::string with_time(const core::Entry& entry)
{
    constexpr std::size_t hour = 11; // in 2026-11-23T18:50:02.123Z
    return concat({"[", wire::format_time(entry.time).substr(hour, 5), "] ", entry.text});
}

void send_entry(core::Network& network, core::Session& session, core::Entry& entry,
                std::string_view batch)
{
    if (!session.has(core::Cap::server_time) && session.dialect == nullptr) {
        entry.text = with_time(entry);
    }
    core::Rendered rendered(entry, network.journal().epoch());
    rendered.line().batch = batch;
    network.outbox().to(session, rendered.line());
}

void send_page(core::Network& network, core::Session& session, std::string_view target,
               HistoryPage& page)
{
    const bool batches = session.has(core::Cap::batch);
    const std::string batch = batches ? network.outbox().new_batch() : std::string{};
    const std::string& server = network.settings().name;
    if (batches) {
        network.outbox().to(session,
                            wire::Line(server, "BATCH", {"+" + batch, "chathistory", target}));
    }
    for (core::Entry& entry : page) {
        send_entry(network, session, entry, batch);
    }
    if (batches) {
        network.outbox().to(session, wire::Line(server, "BATCH", {"-" + batch}));
    }
}

// ---- asking

// "msgid=..." or "timestamp=..."
std::optional<Place> read_place(Context& context, std::string_view text)
{
    const std::string_view type = cut(text, '=');
    WallTime time;
    if (type == "timestamp" && wire::parse_time(text, time)) {
        return Place(time);
    }
    if (type == "msgid") {
        if (const auto number = core::number_of(context.network().journal().epoch(), text)) {
            return Place(*number);
        }
    }
    return std::nullopt;
}

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

struct Target {
    std::string name;
    std::string conversation;
};

std::optional<Target> find_target(Context& context, std::string_view name)
{
    const core::World& world = context.world();
    if (const core::Channel* channel = world.find_channel(name)) {
        if (world.membership(context.user(), *channel) == nullptr) {
            return std::nullopt;
        }
        return Target{channel->name, context.network().conversation_of(*channel)};
    }
    if (const core::User* user = world.find_user(name)) {
        return Target{user->nick, context.network().conversation_between(context.user(), *user)};
    }
    return std::nullopt;
}

std::optional<std::size_t> read_limit(Context& context, std::string_view text)
{
    const auto limit = parse_number<std::size_t>(text);
    if (!limit || *limit == 0) {
        return std::nullopt;
    }
    const std::size_t most = context.settings().history.chathistory_limit;
    return most == 0 ? *limit : std::min(*limit, most);
}

void ask(Context& context, const Target& target, const HistoryQuery& question)
{
    auto then = [&network = context.network(), name = target.name,
                 command = std::string(context.message().command)](core::Session& session,
                                                                   Result<HistoryPage> page) {
        if (page) {
            return send_page(network, session, name, *page);
        }
        standard_reply(network, session, "FAIL", command, "MESSAGE_ERROR", {name},
                       "Messages could not be retrieved");
    };
    context.network().ask_history(context.session(), context.answer(), question, std::move(then));
}

void run(Context& context, const Subcommand& subcommand)
{
    const std::size_t needed = 2 + subcommand.places + 1;
    if (context.count() < needed) {
        return context.fail("NEED_MORE_PARAMS", {subcommand.name}, "Missing parameters");
    }
    const std::optional<Target> target = find_target(context, context[1]);
    if (!target) {
        return context.fail("INVALID_TARGET", {subcommand.name, context[1]},
                            "Messages could not be retrieved");
    }
    HistoryQuery question;
    question.form = subcommand.form;
    question.conversation = target->conversation;
    if (subcommand.form != Form::latest || context[2] != "*") {
        question.from = read_place(context, context[2]);
        if (!question.from) {
            return context.fail("INVALID_PARAMS", {subcommand.name, context[2]},
                                "That is no msgid= or timestamp= of this server");
        }
    }
    if (subcommand.places == 2) {
        question.to = read_place(context, context[3]);
        if (!question.to) {
            return context.fail("INVALID_PARAMS", {subcommand.name, context[3]},
                                "That is no msgid= or timestamp= of this server");
        }
    }
    const std::optional<std::size_t> limit = read_limit(context, context[needed - 1]);
    if (!limit) {
        return context.fail("INVALID_PARAMS", {subcommand.name, context[needed - 1]},
                            "The limit is a number above zero");
    }
    question.limit = *limit;
    ask(context, *target, question);
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
    context.fail("INVALID_PARAMS", {context[0]}, "Unknown subcommand");
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
    ask(context, *target, question);
}

} // namespace

void replay_recent(core::Network& network, core::Session& session, const core::Channel& channel,
                   std::uint32_t answer)
{
    const core::HistorySettings& settings = network.settings().history;
    if (!settings.enabled || settings.autoreplay == 0 || session.has(core::Cap::chathistory)) {
        return;
    }
    HistoryQuery question;
    question.conversation = network.conversation_of(channel);
    question.limit = settings.autoreplay;
    network.ask_history(
        session, answer, question,
        [&network, name = channel.name](core::Session& asking, Result<HistoryPage> page) {
            if (page && !page->empty()) {
                send_page(network, asking, name, *page);
            }
        });
}

std::span<const CommandSpec> history_commands()
{
    using enum CommandSpec::Who;
    using enum CommandSpec::Waits;
    static constexpr std::array<CommandSpec, 2> rows = {{
        {"CHATHISTORY", chathistory, 1, registered, for_all, 3,
         "CHATHISTORY LATEST|BEFORE|AFTER|AROUND|BETWEEN target place [place] limit",
         "Fetches what was said before."},
        {"HISTORY", history, 1, registered, for_all, 3, "HISTORY target [count]",
         "Shows the last lines of a room."},
    }};
    return rows;
}

} // namespace hubbub::commands
