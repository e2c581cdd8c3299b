// SPDX-License-Identifier: MIT
// What was said before: it is asked for, and put where it belongs. IRCv3 draft/chathistory.
#include "tui/net/heard.h"
#include "tui/net/irc.h"

#include "base/strings.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace hubbub::tui::net {

using model::Buffer;
using model::ChatLine;
using model::Fetch;
using model::HistoryPlace;
using model::LineKind;
using model::Scrollback;

void Irc::end_history(const Batch& batch)
{
    Buffer* buffer = network_.find(batch.target);
    if (buffer == nullptr) {
        return;
    }
    std::vector<Heard> heard;
    heard.reserve(batch.lines.size());
    for (const std::string& line : batch.lines) {
        wire::Message message;
        if (wire::parse(line, message) == wire::ParseError::none &&
            (message.command == "PRIVMSG" || message.command == "NOTICE") &&
            !model::is_ignored(model_.settings, message.source)) {
            heard.push_back(
                hear(*this, network_, message,
                     message.command == "NOTICE" ? LineKind::notice : LineKind::message));
        }
    }
    std::vector<ChatLine> lines;
    for (Heard& one : heard) { // the strings have stopped moving
        one.line.nick = one.nick;
        one.line.text = one.text;
        one.line.msgid = one.msgid;
        lines.push_back(one.line);
    }
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (lines[i].msgid.empty() && lines[i].nick == lines[i - 1].nick) {
            lines[i].msgid = lines[i - 1].msgid; // a piece of a long message
        }
    }
    model_.dirty = true;
    const std::optional<Fetch> fetch = std::exchange(buffer->fetch, std::nullopt);
    const HistoryPlace place = fetch ? fetch->place : HistoryPlace{};
    const Scrollback::Merged merged = buffer->lines.merge(lines, place, buffer->marks);
    if (!fetch || fetch->why != Fetch::Why::older) {
        for (const ChatLine& line : lines) {
            model_.note_said(*buffer, line);
        }
    }
    if (!fetch) {
        return; // nobody asked: the server or a bouncer replays by itself
    }
    const bool full_page = batch.lines.size() >= page() && !lines.empty();
    if (fetch->why != Fetch::Why::gap) {
        buffer->whole_history = buffer->whole_history || !full_page;
    } else if (full_page && merged.known == 0) { // not yet where the live lines begin
        return ask(*buffer,
                   {Fetch::Why::gap, {HistoryPlace::Side::below, std::string(lines.back().msgid)}});
    }
    ready(*buffer); // history has shown which of those on their way at the break arrived
}

// FAIL CHATHISTORY: what was asked will not come.
void Irc::history_failed(const wire::Message& message)
{
    for (const auto& buffer : model_.buffers) {
        const bool named = std::any_of(
            message.parameters.begin(), message.parameters.end(),
            [&](std::string_view one) { return equals_ignoring_case(one, buffer->name); });
        if (buffer->network == &network_ && buffer->fetch && named) {
            buffer->fetch.reset();
            ready(*buffer);
        }
    }
}

void Irc::joined(Buffer& room)
{
    rooms_.insert(room.name);
    room.joined = true;
    has("draft/chathistory") && has("batch") ? fill_gap(room) : ready(room);
}

void Irc::ask(Buffer& buffer, Fetch fetch)
{
    using Side = HistoryPlace::Side;
    const Side side = fetch.place.side;
    const std::string_view form = side == Side::above   ? "BEFORE "
                                  : side == Side::below ? "AFTER "
                                                        : "LATEST ";
    const std::string from = side == Side::unknown ? "*" : concat({"msgid=", fetch.place.msgid});
    send(concat({"CHATHISTORY ", form, buffer.name, " ", from, " ", std::to_string(page())}));
    buffer.fetch = std::move(fetch);
}

// From the newest line that the server has stored on.
void Irc::fill_gap(Buffer& buffer)
{
    const std::size_t newest = buffer.lines.newest_stored();
    if (newest == buffer.lines.size()) {
        return ask(buffer, {Fetch::Why::recent, {}});
    }
    ask(buffer,
        {Fetch::Why::gap, {HistoryPlace::Side::below, std::string(buffer.lines[newest].msgid)}});
}

void Irc::fetch_older(Buffer& buffer)
{
    if (buffer.fetch || buffer.whole_history || !buffer.joined || !has("draft/chathistory")) {
        return;
    }
    const std::size_t oldest = buffer.lines.oldest_stored();
    if (oldest == buffer.lines.size()) {
        return ask(buffer, {Fetch::Why::recent, {}});
    }
    ask(buffer,
        {Fetch::Why::older, {HistoryPlace::Side::above, std::string(buffer.lines[oldest].msgid)}});
}

} // namespace hubbub::tui::net
