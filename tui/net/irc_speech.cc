// SPDX-License-Identifier: MIT
// What is said, as it is heard. IRCv3 echo-message.
#include "tui/net/heard.h"
#include "tui/net/irc.h"

#include "base/strings.h"

#include <algorithm>

namespace hubbub::tui::net {

using model::Buffer;
using model::ChatLine;
using model::LineKind;
using model::LineState;

void Irc::speech(const wire::Message& message)
{
    if (model::is_ignored(model_.settings, message.source)) {
        return;
    }
    const Heard heard = hear_speech(*this, network_, message);
    if (heard.mine && (is_echo(label_of(message), heard) || is_plain_echo(message, heard))) {
        return;
    }
    if (heard.text.starts_with('\x01')) {
        return; // a request for programs
    }
    std::string_view target = message.parameters[0];
    const bool from_server = message.source.find('!') == std::string_view::npos;
    if (from_server && !network_.is_room(target)) {
        return network_.info(heard.text);
    }
    target.remove_prefix(std::min(target.find_first_not_of("~&@%+"), target.size()));
    const bool to_me = !network_.is_room(target) && !heard.mine;
    Buffer& buffer = network_.open(to_me ? std::string_view(heard.nick) : target);
    if (heard.mine && network_.is_me(target) && buffer.lines.has(heard.msgid)) {
        return; // to oneself: the echo was it
    }
    ChatLine line = heard.line();
    const std::string whole = id_of_whole(buffer, line);
    line.msgid = whole;
    line.mention = line.mention || (to_me && message.command == "PRIVMSG");
    model_.add(buffer, line);
    buffer.note_speaker(heard.nick);
}

// Only the first piece of a long message has its id; the others come right behind it. IRCv3
// multiline, "Fallback".
std::string Irc::id_of_whole(const Buffer& buffer, const ChatLine& piece) const
{
    if (!piece.msgid.empty() || !has("message-tags") || buffer.lines.empty()) {
        return std::string(piece.msgid);
    }
    const ChatLine before = buffer.lines[buffer.lines.size() - 1];
    const bool same = before.nick == piece.nick && before.state == LineState::stored;
    return same ? std::string(before.msgid) : std::string{};
}

} // namespace hubbub::tui::net
