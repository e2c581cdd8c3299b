// SPDX-License-Identifier: MIT
// What each line of the server means: one row a command or numeric.
#include "tui/net/heard.h"
#include "tui/net/irc.h"

#include "base/strings.h"
#include "wire/format.h"
#include "wire/safe_text.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace hubbub::tui::net {

namespace {

using model::Buffer;
using model::LineKind;
using wire::Message;

// The title shows no colours of others.
std::string plain_text(std::string_view text)
{
    return wire::SafeText::from_network(wire::strip_format(text)).text();
}

// Where the person looks, if that is of this network.
void tell(Irc& irc, LineKind kind, std::string_view text)
{
    if (trim(text).empty()) {
        return; // a server may have nothing to say
    }
    Buffer& here = irc.model().here();
    irc.model().say(here.network == &irc.network() ? here : irc.network().server(), kind, text);
}

// A new room comes to the front, but takes nobody away from another network's.
bool may_be_shown(Irc& irc)
{
    const Buffer& here = irc.model().here();
    return here.network == &irc.network() ||
           (here.kind == Buffer::Kind::server && here.input.text().empty());
}

// In each room where the nick is.
template <typename Act>
void where(Irc& irc, std::string_view nick, Act act)
{
    for (const auto& buffer : irc.model().buffers) {
        if (buffer->network == &irc.network() && buffer->find_member(nick) != nullptr) {
            act(*buffer);
        }
    }
}

// ---- the connection

void ping(Irc& irc, const Message& message)
{
    irc.send(concat({"PONG :", message.parameters.back()}));
}

void pong(Irc& irc, const Message& message)
{
    irc.pong(message.parameters.back());
}

// CAP nick LS [*] :names
void cap(Irc& irc, const Message& message)
{
    const std::string_view subcommand = message.parameters[1];
    const std::string_view names = message.parameters.back();
    if (subcommand == "LS") {
        irc.offered(names, message.parameters[2] == "*" && message.parameters.size() > 3);
    } else if (subcommand == "ACK") {
        irc.acknowledged(names);
    } else if (subcommand == "NAK") {
        irc.acknowledged({});
    }
}

void authenticate(Irc& irc, const Message& message)
{
    irc.authenticate(message.parameters[0]);
}

void logged_in(Irc& irc, const Message&)
{
    irc.end_of_sasl({});
}

void not_logged_in(Irc& irc, const Message& message)
{
    irc.end_of_sasl(message.parameters.back());
}

void welcome(Irc& irc, const Message& message)
{
    irc.welcome(message.parameters[0]);
    irc.network().info(message.parameters.back());
}

void isupport(Irc& irc, const Message& message)
{
    for (std::string_view token : message.parameters) {
        const std::string_view name = cut(token, '=');
        if (name == "NETWORK") {
            irc.network().rename(token);
        } else if (name == "CHANTYPES") {
            irc.network().room_types = token;
        } else if (name == "PREFIX") {
            irc.network().prefixes = token.substr(std::min(token.find(')') + 1, token.size()));
        } else if (name == "CHATHISTORY") {
            const auto limit = parse_number<std::size_t>(token);
            irc.set_chathistory_limit(std::min<std::size_t>(limit.value_or(100), 200));
        }
    }
}

void error(Irc& irc, const Message& message)
{
    irc.model().say(irc.network().server(), LineKind::error, message.parameters.back());
}

// ---- people and rooms

void join(Irc& irc, const Message& message)
{
    const std::string nick = nick_of(message.source);
    model::Network& network = irc.network();
    const bool mine = network.is_me(nick);
    const bool known = network.find(message.parameters[0]) != nullptr;
    if (!mine && !known) {
        return;
    }
    Buffer& room = network.open(message.parameters[0]);
    if (!mine) {
        room.put_member({nick, "", false});
        return irc.happened(room, message);
    }
    room.members.clear();
    room.naming.clear();
    if (!std::exchange(room.entered, true) && may_be_shown(irc)) {
        irc.model().show(room);
    }
    irc.joined(room); // asks from the line before this one on
    irc.happened(room, message);
}

// We are in it no longer.
void put_out(Irc& irc, Buffer& room)
{
    room.joined = false;
    room.members.clear();
    irc.forget_room(room.name);
}

void part(Irc& irc, const Message& message)
{
    const std::string nick = nick_of(message.source);
    Buffer* room = irc.network().find(message.parameters[0]);
    if (room == nullptr) {
        return;
    }
    room->remove_member(nick);
    if (irc.network().is_me(nick)) {
        put_out(irc, *room);
    }
    irc.happened(*room, message);
}

void quit(Irc& irc, const Message& message)
{
    const std::string nick = nick_of(message.source);
    where(irc, nick, [&](Buffer& room) {
        room.remove_member(nick);
        irc.happened(room, message);
    });
}

void nick(Irc& irc, const Message& message)
{
    const std::string before = nick_of(message.source);
    const std::string now(message.parameters[0]);
    if (now.empty() || now == before) {
        return;
    }
    if (irc.network().is_me(before)) {
        irc.network().nick = now;
        irc.model().dirty = true;
    }
    where(irc, before, [&](Buffer& room) {
        model::Member member = *room.find_member(before);
        room.remove_member(before);
        member.nick = now;
        room.put_member(std::move(member));
        irc.happened(room, message);
    });
}

void kick(Irc& irc, const Message& message)
{
    Buffer* room = irc.network().find(message.parameters[0]);
    if (room == nullptr) {
        return;
    }
    const std::string_view victim = message.parameters[1];
    room->remove_member(victim);
    if (irc.network().is_me(victim)) {
        put_out(irc, *room);
    }
    irc.happened(*room, message);
    if (irc.network().is_me(victim)) {
        irc.model().say(*room, LineKind::info, concat({"/join ", room->name, " goes back"}));
    }
}

void invite(Irc& irc, const Message& message)
{
    const std::string by = nick_of(message.source);
    if (irc.network().is_me(message.parameters[0])) {
        tell(irc, LineKind::info, concat({by, " invites you: /join ", message.parameters[1]}));
    } else if (Buffer* room = irc.network().find(message.parameters[1])) {
        irc.happened(*room, message);
    }
}

void topic(Irc& irc, const Message& message)
{
    if (Buffer* room = irc.network().find(message.parameters[0])) {
        room->topic = plain_text(message.parameters[1]);
        irc.happened(*room, message);
    }
}

void current_topic(Irc& irc, const Message& message)
{
    if (Buffer* room = irc.network().find(message.parameters[1])) {
        room->topic = plain_text(message.parameters[2]);
        irc.model().dirty = true;
    }
}

// "@alice", "@+alice!user@host"
model::Member member_of(std::string_view name, std::string_view prefixes)
{
    const std::size_t start = std::min(name.find_first_not_of(prefixes), name.size());
    const std::string_view nick = name.substr(start, name.find('!', start) - start);
    return {wire::SafeText::from_network(nick).text(), std::string(name.substr(0, start)), false};
}

void names(Irc& irc, const Message& message)
{
    Buffer* room = irc.network().find(message.parameters[2]);
    if (room == nullptr || !room->joined) {
        return;
    }
    for (const std::string_view name : words(message.parameters[3])) {
        room->naming.push_back(member_of(name, irc.network().prefixes));
    }
}

void end_of_names(Irc& irc, const Message& message)
{
    Buffer* room = irc.network().find(message.parameters[1]);
    if (room != nullptr && room->joined) {
        room->take_naming();
        irc.model().dirty = true;
    }
}

void away(Irc& irc, const Message& message)
{
    where(irc, nick_of(message.source), [&](Buffer& room) {
        room.find_member(nick_of(message.source))->away = !message.parameters.empty();
        irc.model().dirty = true;
    });
}

// Ranks may have changed: the names tell.
void mode(Irc& irc, const Message& message)
{
    Buffer* room = irc.network().find(message.parameters[0]);
    if (room == nullptr) {
        return;
    }
    irc.happened(*room, message);
    if (message.parameters.size() > 2) {
        irc.send(concat({"NAMES ", room->name}));
    }
}

void speech(Irc& irc, const Message& message)
{
    irc.speech(message);
}

void batch(Irc& irc, const Message& message)
{
    irc.batch(message);
}

// FAIL command code [context...] :sentence
void fail(Irc& irc, const Message& message)
{
    irc.refused(message);
    if (message.parameters[0] == "CHATHISTORY") {
        irc.history_failed(message);
    }
    tell(irc, LineKind::error, message.parameters.back());
}

void silence(Irc&, const Message&) {}

void nick_in_use(Irc& irc, const Message& message)
{
    tell(irc, LineKind::error, concat({message.parameters[1], ": ", message.parameters.back()}));
    irc.nick_refused();
}

void nick_is_wrong(Irc& irc, const Message& message)
{
    tell(irc, LineKind::error,
         concat({message.parameters[1], ": ", message.parameters.back(),
                 irc.network().is_online() ? "" : "; /nick NAME takes another"}));
}

struct Row {
    std::string_view command;
    void (*run)(Irc& irc, const Message& message);
};

constexpr std::array<Row, 49> rows = {{
    {"PING", ping},
    {"PONG", pong},
    {"CAP", cap},
    {"001", welcome},
    {"005", isupport},
    {"ERROR", error},
    {"JOIN", join},
    {"PART", part},
    {"QUIT", quit},
    {"NICK", nick},
    {"KICK", kick},
    {"INVITE", invite},
    {"TOPIC", topic},
    {"332", current_topic},
    {"353", names},
    {"366", end_of_names},
    {"AWAY", away},
    {"MODE", mode},
    {"PRIVMSG", speech},
    {"NOTICE", speech},
    {"TAGMSG", silence},
    {"BATCH", batch},
    {"ACK", silence},
    {"FAIL", fail},
    {"432", nick_is_wrong},
    {"433", nick_in_use},
    {"333", silence},
    {"003", silence},
    {"004", silence},
    {"002", silence},
    {"221", silence},
    {"251", silence},
    {"252", silence},
    {"253", silence},
    {"254", silence},
    {"255", silence},
    {"265", silence},
    {"266", silence},
    {"375", silence},
    {"376", silence},
    {"422", silence},
    {"SETNAME", silence},
    {"AUTHENTICATE", authenticate},
    {"903", logged_in},
    {"907", logged_in},
    {"902", not_logged_in},
    {"904", not_logged_in},
    {"905", not_logged_in},
    {"906", not_logged_in},
}};

bool is_numeric(std::string_view command)
{
    return command.size() == 3 && std::all_of(command.begin(), command.end(), is_digit);
}

// How many were here at most, the message of the day, one's host.
constexpr std::array<std::string_view, 3> unasked_talk = {"250", "372", "396"};

// Numerics without a handler of their own: errors where the person looks, answers too, and what
// comes unasked in the server's buffer.
void show_numeric(Irc& irc, const Message& message)
{
    std::string text;
    for (std::size_t i = 1; i < message.parameters.size(); ++i) {
        text += concat({i == 1 ? "" : " ", message.parameters[i]});
    }
    const bool is_error = message.command.front() == '4' || message.command.front() == '5';
    if (is_error) {
        irc.refused(message);
        return tell(irc, LineKind::error, text);
    }
    const bool unasked =
        std::find(unasked_talk.begin(), unasked_talk.end(), message.command) != unasked_talk.end();
    unasked ? irc.network().info(text) : tell(irc, LineKind::info, text);
}

} // namespace

void handle(Irc& irc, const Message& message)
{
    const auto row = std::find_if(rows.begin(), rows.end(),
                                  [&](const Row& one) { return one.command == message.command; });
    if (row != rows.end()) {
        row->run(irc, message);
    } else if (is_numeric(message.command)) {
        show_numeric(irc, message);
    }
}

} // namespace hubbub::tui::net
