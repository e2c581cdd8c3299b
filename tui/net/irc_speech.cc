// SPDX-License-Identifier: MIT
// What is said, both ways: a line of one's own waits for its echo, and is refused by an error.
// IRCv3 echo-message, labeled-response.
#include "tui/net/heard.h"
#include "tui/net/irc.h"

#include "base/strings.h"
#include "wire/tags.h"
#include "wire/text.h"

#include <algorithm>

namespace hubbub::tui::net {

using model::Buffer;
using model::ChatLine;
using model::LineKind;
using model::LineState;

void Irc::speech(const wire::Message& message, LineKind kind)
{
    if (model::is_ignored(model_.settings, message.source)) {
        return;
    }
    const Heard heard = hear(*this, model_, message, kind);
    if (heard.line.mine && is_echo(message, heard)) {
        return;
    }
    if (heard.text.starts_with('\x01')) {
        return; // a request for programs
    }
    std::string_view target = message.parameters[0];
    const bool from_server = message.source.find('!') == std::string_view::npos;
    if (from_server && !model_.is_room(target)) {
        return model_.say(model_.server(), LineKind::info, heard.text);
    }
    target.remove_prefix(std::min(target.find_first_not_of("~&@%+"), target.size()));
    const bool to_me = !model_.is_room(target) && !heard.line.mine;
    Buffer& buffer = model_.open(to_me ? std::string_view(heard.nick) : target);
    if (heard.line.mine && model_.is_me(target) && buffer.lines.has(heard.msgid)) {
        return; // to oneself: the echo was it
    }
    ChatLine line = heard.line;
    const std::string whole = id_of_whole(buffer, line);
    line.msgid = whole;
    line.mention = line.mention || (to_me && kind == LineKind::message);
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

// The echo of a line that waits for it, which becomes stored.
bool Irc::is_echo(const wire::Message& message, const Heard& heard)
{
    const std::string label = label_of(message);
    const auto waiting = labels_.find(label);
    if (waiting == labels_.end()) {
        return false;
    }
    Buffer* buffer = model_.find(waiting->second.target);
    labels_.erase(waiting);
    model_.dirty = true;
    return buffer != nullptr &&
           buffer->lines.confirm(label, heard.msgid, heard.line.time, buffer->marks);
}

// Its own, or that of the answer it is part of. IRCv3 labeled-response.
std::string Irc::label_of(const wire::Message& message) const
{
    if (const auto own = wire::find_tag(message.tags, "label")) {
        return *own;
    }
    const auto reference = wire::find_tag(message.tags, "batch");
    const auto open = reference ? batches_.find(*reference) : batches_.end();
    return open == batches_.end() ? std::string{} : open->second.label;
}

void Irc::refused(const wire::Message& message)
{
    const std::string label = label_of(message);
    const auto waiting = labels_.find(label);
    if (waiting == labels_.end()) {
        return;
    }
    if (Buffer* buffer = model_.find(waiting->second.target)) {
        buffer->lines.fail(label);
    }
    labels_.erase(waiting);
    model_.dirty = true;
}

void Irc::answered(std::string_view label)
{
    const auto waiting = labels_.find(label);
    if (waiting == labels_.end()) {
        return;
    }
    if (Buffer* buffer = model_.find(waiting->second.target)) {
        buffer->lines.settle(label);
    }
    labels_.erase(waiting);
    model_.dirty = true;
}

// ---- out

void Irc::say(std::string_view target, std::string_view text)
{
    speak(target, text, LineKind::message);
}

void Irc::act(std::string_view target, std::string_view text)
{
    speak(target, text, LineKind::action);
}

void Irc::speak(std::string_view target, std::string_view text, LineKind kind)
{
    Buffer& buffer = model_.open(target);
    if (model_.connection != model::Connection::online) {
        model_.say(buffer, LineKind::error, concat({"not connected, not sent: ", text}));
        return;
    }
    const bool confirmed = has("echo-message") && has("labeled-response");
    while (!text.empty()) {
        const std::string_view piece = wire::split_for_wire(text, wire::longest_message);
        text.remove_prefix(piece.size());
        const std::string label = concat({"h", std::to_string(++last_label_)});
        ChatLine line;
        line.kind = kind;
        line.state = confirmed ? LineState::pending : LineState::stored;
        line.mine = true;
        line.time = clock_.wall();
        line.nick = model_.nick;
        line.text = piece;
        line.msgid = confirmed ? std::string_view(label) : std::string_view();
        if (confirmed || !has("echo-message")) { // with echo alone, the echo shows it
            model_.add(buffer, line);
        }
        if (confirmed) {
            labels_[label] = {buffer.name};
        }
        const std::string body =
            kind == LineKind::action ? concat({action_start, piece, "\x01"}) : std::string(piece);
        send(concat(
            {confirmed ? concat({"@label=", label, " "}) : "", "PRIVMSG ", target, " :", body}));
    }
}

} // namespace hubbub::tui::net
