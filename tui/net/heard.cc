// SPDX-License-Identifier: MIT
#include "tui/net/heard.h"

#include "wire/tags.h"

namespace hubbub::tui::net {

using model::LineKind;

Heard hear(const Irc& irc, const model::Network& network, const wire::Message& message,
           LineKind kind)
{
    Heard heard;
    heard.nick = message.source.substr(0, message.source.find('!'));
    std::string_view text = message.parameters[1];
    if (text.starts_with(action_start)) {
        kind = LineKind::action;
        text.remove_prefix(action_start.size());
        text.remove_suffix(text.ends_with('\x01') ? 1 : 0);
    }
    heard.text = text;
    heard.msgid = wire::find_tag(message.tags, "msgid").value_or("");
    heard.line.kind = kind;
    heard.line.mine = network.is_me(heard.nick);
    heard.line.mention = !heard.line.mine && kind != LineKind::notice && network.mentions_me(text);
    heard.line.time = irc.time_of(message);
    heard.line.nick = heard.nick;
    heard.line.text = heard.text;
    heard.line.msgid = heard.msgid;
    return heard;
}

} // namespace hubbub::tui::net
