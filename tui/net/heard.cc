// SPDX-License-Identifier: MIT
#include "tui/net/heard.h"

#include "base/strings.h"
#include "tui/model/masked.h"
#include "wire/message.h"
#include "wire/tags.h"

#include <algorithm>
#include <array>

namespace hubbub::tui::net {

namespace {

using model::LineKind;
using model::Network;
using wire::Message;

std::string because(std::string_view why)
{
    return why.empty() ? std::string{} : concat({" (", why, ")"});
}

void hear_join(const Network& network, const Message&, Heard& heard)
{
    heard.kind = LineKind::coming;
    heard.mine = network.is_me(heard.nick);
}

void hear_leaving(const Network& network, Heard& heard, std::string_view why)
{
    heard.kind = LineKind::going;
    heard.mine = network.is_me(heard.nick);
    heard.text = why;
}

void hear_part(const Network& network, const Message& message, Heard& heard)
{
    hear_leaving(network, heard, message.parameters[1]);
}

void hear_quit(const Network& network, const Message& message, Heard& heard)
{
    hear_leaving(network, heard, wire::quit_reason(message.parameters[0]));
}

void hear_nick(const Network&, const Message& message, Heard& heard)
{
    heard.text = concat({heard.nick, " is now known as ", message.parameters[0]});
}

void hear_kick(const Network& network, const Message& message, Heard& heard)
{
    const std::string_view victim = message.parameters[1];
    heard.text = concat({heard.nick, " put ", network.is_me(victim) ? "you" : victim, " out",
                         because(message.parameters[2])});
}

void hear_topic(const Network&, const Message& message, Heard& heard)
{
    heard.text = concat({heard.nick, " set the topic: ", message.parameters[1]});
}

void hear_mode(const Network&, const Message& message, Heard& heard)
{
    heard.text = concat({heard.nick, " set"});
    for (std::size_t i = 1; i < message.parameters.size(); ++i) {
        heard.text += concat({" ", message.parameters[i]});
    }
}

void hear_invite(const Network&, const Message& message, Heard& heard)
{
    heard.text = concat({heard.nick, " invited ", message.parameters[0]});
    heard.msgid.clear(); // it is in no history
}

struct Row {
    std::string_view command;
    void (*hear)(const Network& network, const Message& message, Heard& heard);
};

constexpr std::array<Row, 8> events = {{
    {"JOIN", hear_join},
    {"PART", hear_part},
    {"QUIT", hear_quit},
    {"NICK", hear_nick},
    {"KICK", hear_kick},
    {"TOPIC", hear_topic},
    {"MODE", hear_mode},
    {"INVITE", hear_invite},
}};

Heard hear_who_and_when(const Irc& irc, const Message& message)
{
    Heard heard;
    heard.nick = nick_of(message.source);
    heard.msgid = wire::find_tag(message.tags, "msgid").value_or("");
    heard.time = irc.time_of(message);
    return heard;
}

} // namespace

model::ChatLine Heard::line() const
{
    model::ChatLine line;
    line.kind = kind;
    line.mine = mine;
    line.mention = mention;
    line.time = time;
    line.nick = nick;
    line.text = text;
    line.msgid = msgid;
    return line;
}

std::string nick_of(std::string_view source)
{
    return std::string(source.substr(0, source.find('!')));
}

Heard hear_speech(const Irc& irc, const Network& network, const Message& message)
{
    Heard heard = hear_who_and_when(irc, message);
    heard.kind = message.command == "NOTICE" ? LineKind::notice : LineKind::message;
    std::string_view text = message.parameters[1];
    if (text.starts_with(action_start)) {
        heard.kind = LineKind::action;
        text.remove_prefix(action_start.size());
        text.remove_suffix(text.ends_with('\x01') ? 1 : 0);
    }
    heard.mine = network.is_me(heard.nick);
    heard.text = heard.mine ? model::masked_speech(message.parameters[0], text) : std::string(text);
    heard.mention =
        !heard.mine && heard.kind != LineKind::notice && network.mentions_me(heard.text);
    return heard;
}

std::optional<Heard> hear_event(const Irc& irc, const Network& network, const Message& message)
{
    const auto row = std::find_if(events.begin(), events.end(),
                                  [&](const Row& one) { return one.command == message.command; });
    if (row == events.end()) {
        return std::nullopt;
    }
    Heard heard = hear_who_and_when(irc, message);
    heard.kind = LineKind::event;
    if (!irc.plays_events_back()) {
        heard.msgid.clear(); // history will not know it
    }
    row->hear(network, message, heard);
    if (heard.kind == LineKind::event) {
        heard.nick.clear(); // the text names them
    }
    return heard;
}

std::optional<Heard> hear_history(const Irc& irc, const Network& network, const Message& message)
{
    if (message.command != "PRIVMSG" && message.command != "NOTICE") {
        return hear_event(irc, network, message);
    }
    if (model::is_ignored(network.model.settings, message.source)) {
        return std::nullopt;
    }
    return hear_speech(irc, network, message);
}

} // namespace hubbub::tui::net
