// SPDX-License-Identifier: MIT
#include "daemon/plain_commands.h"

#include "base/strings.h"
#include "commands/reply.h"
#include "commands/server.h"
#include "commands/visibility.h"
#include "core/msgid.h"
#include "core/sasl.h"
#include "daemon/plain_door.h"
#include "wire/base64.h"
#include "wire/names.h"
#include "wire/sasl.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace hubbub::daemon {

namespace {

constexpr std::size_t width = 72;
constexpr std::size_t most_history = 500;

// "** head: word word word", wrapped, the rest under the first.
void show_words(PlainDoor& door, const std::string& head, std::vector<std::string> words)
{
    std::sort(words.begin(), words.end());
    std::string line = head;
    for (const std::string& word : words) {
        if (line.size() + 1 + word.size() > width) {
            door.info(line);
            line = " ";
        }
        line += " " + word;
    }
    door.info(line);
}

std::string need(std::string_view usage)
{
    return concat({"usage: ", usage});
}

void nick(PlainDoor& door, std::string_view rest)
{
    rest.empty() ? door.error(need("/nick NAME")) : door.run(concat({"NICK :", rest}));
}

void join(PlainDoor& door, std::string_view rest)
{
    const std::string_view room = cut(rest, ' ');
    if (room.empty()) {
        return door.error(need("/join #ROOM [KEY]"));
    }
    const core::Channel* channel = door.network().world().find_channel(room);
    const core::User* user = door.user();
    if (channel != nullptr && user != nullptr &&
        door.network().world().membership(*user, *channel) != nullptr) {
        door.enter(channel->name);
        return door.info(concat({"you are in ", channel->name}));
    }
    door.run(concat({"JOIN ", room, " ", rest}));
}

void part(PlainDoor& door, std::string_view rest)
{
    const std::string_view room = rest.empty() ? std::string_view(door.room()) : rest;
    room.empty() ? door.error("you are in no room") : door.run(concat({"PART ", room}));
}

void switch_room(PlainDoor& door, std::string_view rest)
{
    const core::Channel* channel = door.network().world().find_channel(rest);
    const core::User* user = door.user();
    if (channel == nullptr || user == nullptr ||
        door.network().world().membership(*user, *channel) == nullptr) {
        return door.error(concat({"you are not in ", rest, ": /join ", rest}));
    }
    door.enter(channel->name);
    door.info(concat({"you speak in ", channel->name, " now"}));
}

void msg(PlainDoor& door, std::string_view rest)
{
    const std::string_view target = cut(rest, ' ');
    if (target.empty() || rest.empty()) {
        return door.error(need("/msg NICK TEXT"));
    }
    door.run(concat({"PRIVMSG ", target, " :", rest}));
}

void answer(PlainDoor& door, std::string_view rest)
{
    if (door.last_correspondent().empty()) {
        return door.error("nobody has written to you yet: /msg NICK TEXT");
    }
    if (rest.empty()) {
        return door.error(need("/r TEXT"));
    }
    door.run(concat({"PRIVMSG ", door.last_correspondent(), " :", rest}));
}

void me(PlainDoor& door, std::string_view rest)
{
    if (door.room().empty()) {
        return door.error("you are in no room: /join #ROOM");
    }
    door.run(concat({"PRIVMSG ", door.room(),
                     " :\x01"
                     "ACTION ",
                     rest, "\x01"}));
}

// By SASL, whose answers tell a failure from a success.
void authenticate(PlainDoor& door, std::string_view account, std::string_view password)
{
    const std::string base64 = wire::to_base64(
        concat({std::string_view("\0", 1), account, std::string_view("\0", 1), password}));
    door.run("AUTHENTICATE PLAIN");
    for (const std::string_view piece : wire::sasl_pieces(base64)) {
        door.run(concat({"AUTHENTICATE ", piece}));
    }
}

void login(PlainDoor& door, std::string_view rest)
{
    if (rest.empty()) {
        return door.error("/login [NAME] PASSWORD; who has no account yet: /nick NAME, then "
                          "/msg NickServ REGISTER PASSWORD");
    }
    if (!door.session()->private_path) {
        return door.error("not sent on: your password would be shown to whoever listens; connect "
                          "with TLS");
    }
    if (!core::offers_mechanism(door.network().settings(), "PLAIN")) {
        return door.run(concat({"NICKSERV IDENTIFY ", rest}));
    }
    const std::string_view first = cut(rest, ' ');
    const std::string_view own = commands::nick_of(*door.session());
    rest.empty() ? authenticate(door, own, first) : authenticate(door, first, rest);
}

void topic(PlainDoor& door, std::string_view rest)
{
    if (door.room().empty()) {
        return door.error("you are in no room: /join #ROOM");
    }
    door.run(rest.empty() ? concat({"TOPIC ", door.room()})
                          : concat({"TOPIC ", door.room(), " :", rest}));
}

void who(PlainDoor& door, std::string_view rest)
{
    const std::string_view room = rest.empty() ? std::string_view(door.room()) : rest;
    const core::World& world = door.network().world();
    const core::Channel* channel = world.find_channel(room);
    const core::User* user = door.user();
    if (channel == nullptr || user == nullptr || !commands::may_see(world, *user, *channel)) {
        return door.error(concat({"no such room: ", room}));
    }
    std::vector<std::string> nicks;
    for (const core::Membership& member : channel->members) {
        if (commands::may_see(world, *user, *member.user)) {
            nicks.push_back(concat({core::highest_prefix(member.ranks), member.user->nick()}));
        }
    }
    const std::string count = std::to_string(nicks.size());
    show_words(door, concat({count, " in ", channel->name, ":"}), std::move(nicks));
}

void rooms(PlainDoor& door, std::string_view)
{
    const core::World& world = door.network().world();
    const core::User* user = door.user();
    std::vector<std::string> names;
    world.each_channel([&](const core::Channel& channel) {
        if (user != nullptr && commands::may_see(world, *user, channel)) {
            names.push_back(
                concat({channel.name, " (", std::to_string(channel.members.size()), ")"}));
        }
    });
    const std::string count = std::to_string(names.size());
    show_words(door, concat({count, " rooms:"}), std::move(names));
}

void whois(PlainDoor& door, std::string_view rest)
{
    rest.empty() ? door.error(need("/whois NICK")) : door.run(concat({"WHOIS :", rest}));
}

const core::Channel* room_for_history(PlainDoor& door)
{
    const core::Channel* channel = door.network().world().find_channel(door.room());
    if (channel == nullptr) {
        door.error("you are in no room: /join #ROOM");
    }
    return channel;
}

// /history [n]   /history since ID
void history(PlainDoor& door, std::string_view rest)
{
    const core::Channel* channel = room_for_history(door);
    if (channel == nullptr) {
        return;
    }
    core::HistoryQuery question;
    question.conversation = door.network().conversation_of(*channel);
    const std::string_view first = cut(rest, ' ');
    if (equals_ignoring_case(first, "since")) {
        const auto number = core::number_of(door.network().journal().epoch(), rest);
        if (!number) {
            return door.error("that is no ID of this server: take one from /ack on");
        }
        question.form = core::HistoryQuery::Form::after;
        question.from = *number;
        question.limit = most_history;
        return door.ask_history(std::move(question));
    }
    const auto count =
        first.empty() ? std::optional<std::size_t>(50) : parse_number<std::size_t>(first);
    if (!count || *count == 0) {
        return door.error(need("/history [COUNT] or /history since ID"));
    }
    question.limit = std::min(*count, most_history);
    door.ask_history(std::move(question));
}

// What came before the oldest line shown.
void more(PlainDoor& door, std::string_view)
{
    const core::Channel* channel = room_for_history(door);
    if (channel == nullptr) {
        return;
    }
    if (door.oldest_shown() == 0) {
        return history(door, {});
    }
    core::HistoryQuery question;
    question.conversation = door.network().conversation_of(*channel);
    question.form = core::HistoryQuery::Form::before;
    question.from = door.oldest_shown();
    door.ask_history(std::move(question));
}

void ignore(PlainDoor& door, std::string_view rest)
{
    if (rest.empty()) {
        return show_words(door, "you ignore:", {door.ignored().begin(), door.ignored().end()});
    }
    const std::string nick = to_lower(rest);
    const bool was = door.ignored().erase(nick) != 0;
    if (!was) {
        door.ignored().insert(nick);
    }
    door.info(concat({was ? "you hear " : "you do not hear ", rest, was ? " again" : " any more"}));
}

void set_time(PlainDoor& door, std::string_view rest)
{
    constexpr std::array<std::pair<std::string_view, TimeStyle>, 4> styles = {
        {{"off", TimeStyle::off},
         {"local", TimeStyle::local},
         {"utc", TimeStyle::utc},
         {"iso", TimeStyle::iso}}};
    for (const auto& [name, style] : styles) {
        if (equals_ignoring_case(name, rest)) {
            door.set_time_style(style);
            return door.info(concat({"times: ", name}));
        }
    }
    door.error(need("/time off|local|utc|iso"));
}

void ack(PlainDoor& door, std::string_view rest)
{
    const bool on = equals_ignoring_case(rest, "on");
    if (!on && !equals_ignoring_case(rest, "off")) {
        return door.error(need("/ack on|off"));
    }
    door.set_receipts(on);
    door.info(on ? "every line of yours is answered with -- ok ID once it is stored"
                 : "no more receipts");
}

void help(PlainDoor& door, std::string_view rest)
{
    rest.remove_prefix(rest.starts_with('/') ? 1 : 0);
    for (const PlainCommand& command : plain_commands()) {
        if (rest.empty()) {
            std::string usage(command.usage);
            usage.resize(std::max<std::size_t>(usage.size() + 2, 24), ' ');
            door.info(usage + std::string(command.help));
        } else if (equals_ignoring_case(rest, command.name)) {
            return door.info(concat({command.usage, ": ", command.help}));
        }
    }
    if (rest.empty()) {
        return door.info(
            "anything else is said in the room; #room text: in another one; // says /");
    }
    door.error(concat({"unknown command: /", rest}));
}

void ping(PlainDoor& door, std::string_view)
{
    door.info("pong");
}

void version(PlainDoor& door, std::string_view)
{
    door.info(commands::program_version());
}

void quit(PlainDoor& door, std::string_view rest)
{
    door.run(concat({"QUIT :", rest}));
}

} // namespace

std::span<const PlainCommand> plain_commands()
{
    static constexpr std::array<PlainCommand, 21> rows = {{
        {"nick", "/nick NAME", "takes another name", nick},
        {"join", "/join #ROOM [KEY]", "enters a room and speaks there", join},
        {"part", "/part [#ROOM]", "leaves a room", part},
        {"room", "/room #ROOM", "speaks in another room that you are in", switch_room},
        {"msg", "/msg NICK TEXT", "says something to one person", msg},
        {"r", "/r TEXT", "answers who wrote to you last", answer},
        {"me", "/me TEXT", "says what you do", me},
        {"login", "/login [NAME] PASSWORD", "logs in to your account", login},
        {"topic", "/topic [TEXT]", "shows or sets what the room is about", topic},
        {"who", "/who [#ROOM]", "lists who is in a room", who},
        {"rooms", "/rooms", "lists the rooms", rooms},
        {"whois", "/whois NICK", "tells about a person", whois},
        {"history", "/history [COUNT]", "shows what was said; /history since ID: after that line",
         history},
        {"more", "/more", "shows what was said before that", more},
        {"ignore", "/ignore NICK", "stops hearing somebody, or hears them again", ignore},
        {"time", "/time STYLE", "off, local, utc or iso", set_time},
        {"ack", "/ack on|off", "a receipt for every line of yours that is stored", ack},
        {"help", "/help [COMMAND]", "tells the commands", help},
        {"ping", "/ping", "is answered at once", ping},
        {"version", "/version", "tells which program this is", version},
        {"quit", "/quit [WHY]", "leaves", quit},
    }};
    return rows;
}

void run_plain_command(PlainDoor& door, std::string_view line)
{
    std::string_view rest = trim(line).substr(1);
    const std::string_view name = cut(rest, ' ');
    for (const PlainCommand& command : plain_commands()) {
        if (equals_ignoring_case(command.name, name)) {
            return command.run(door, trim(rest));
        }
    }
    door.error(concat({"unknown command: /", name, " (nothing was sent; /help lists them)"}));
}

} // namespace hubbub::daemon
