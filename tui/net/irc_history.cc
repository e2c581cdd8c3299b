// SPDX-License-Identifier: MIT
// What was said before: it is asked for, and put where it belongs. IRCv3 draft/chathistory.
#include "tui/net/heard.h"
#include "tui/net/irc.h"

#include "base/strings.h"
#include "wire/tags.h"

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

namespace {

constexpr std::string_view end_tag = "draft/chathistory-end"; // hubbub-protocol(7)
constexpr std::size_t enough_messages = 20;                   // about a screen
constexpr std::size_t most_pages = 10;                        // that are asked for in a row

// Their views live as long as heard.
std::vector<ChatLine> lines_of(const std::vector<Heard>& heard)
{
    std::vector<ChatLine> lines;
    lines.reserve(heard.size());
    for (const Heard& one : heard) {
        ChatLine line = one.line();
        const bool follows = !lines.empty() && is_speech(one.kind) && lines.back().nick == one.nick;
        if (line.msgid.empty() && follows) {
            line.msgid = lines.back().msgid; // a piece of a long message
        }
        lines.push_back(line);
    }
    return lines;
}

} // namespace

void Irc::happened(Buffer& buffer, const wire::Message& message)
{
    const std::optional<Heard> heard = hear_event(*this, network_, message);
    if (heard && !buffer.lines.has(heard->msgid)) {
        model_.add(buffer, heard->line());
    }
}

void Irc::end_history(const Batch& batch)
{
    Buffer* buffer = network_.find(batch.target);
    if (buffer == nullptr) {
        return;
    }
    const Page page = read_page(batch);
    const std::vector<ChatLine> lines = lines_of(page.heard);
    model_.dirty = true;
    const std::optional<Fetch> fetch = std::exchange(buffer->fetch, std::nullopt);
    const HistoryPlace place = fetch ? fetch->place : HistoryPlace{};
    const Scrollback::Merged merged = buffer->lines.merge(lines, place, buffer->marks);
    if (!fetch || fetch->why != Fetch::Why::older) {
        for (const std::size_t fresh : merged.fresh) {
            model_.note_said(*buffer, lines[fresh]);
        }
    }
    if (!fetch) {
        return; // nobody asked: the server or a bouncer replays by itself
    }
    fetch->why == Fetch::Why::gap ? filled_gap(*buffer, page, merged.known != 0)
                                  : went_back(*buffer, page, *fetch);
}

// What the batch holds; its lines that are not shown count as places too.
Irc::Page Irc::read_page(const Batch& batch) const
{
    Page page;
    page.is_last = batch.lines.empty();
    wire::Message opener;
    if (wire::parse(batch.opener, opener) == wire::ParseError::none) {
        page.is_last = page.is_last || wire::find_tag(opener.tags, end_tag).has_value();
    }
    page.heard.reserve(batch.lines.size());
    for (const std::string& line : batch.lines) {
        wire::Message message;
        if (wire::parse(line, message) != wire::ParseError::none) {
            continue;
        }
        if (const auto id = wire::find_tag(message.tags, "msgid"); id && !id->empty()) {
            page.first_id = page.first_id.empty() ? *id : page.first_id;
            page.last_id = *id;
        }
        if (std::optional<Heard> heard = hear_history(*this, network_, message)) {
            page.messages += is_speech(heard->kind) ? 1U : 0U;
            page.heard.push_back(std::move(*heard));
        }
    }
    return page;
}

void Irc::filled_gap(Buffer& buffer, const Page& page, bool reached)
{
    const bool again = !buffer.gap_from.empty(); // beyond what is here there may be another gap
    const bool more = !page.is_last && (!reached || again) && !page.last_id.empty();
    if (more) { // not yet where the live lines begin
        return ask(buffer, {Fetch::Why::gap, {HistoryPlace::Side::below, page.last_id}});
    }
    buffer.gap_from.clear();
    ready(buffer); // history has shown which of those on their way at the break arrived
}

// A page of comings and goings is a line or two on the screen: the next one follows by itself.
void Irc::went_back(Buffer& buffer, const Page& page, const Fetch& fetch)
{
    buffer.told_from = page.first_id;
    buffer.whole_history = buffer.whole_history || page.is_last;
    const std::size_t messages = fetch.messages + page.messages;
    const std::size_t pages = fetch.pages + 1;
    ready(buffer);
    if (messages < std::min(enough_messages, page_size() / 2) && pages < most_pages) {
        fetch_older(buffer);
        if (buffer.fetch) {
            buffer.fetch->messages = messages;
            buffer.fetch->pages = pages;
        }
    }
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
            buffer->gap_from.clear();
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
    send(concat({"CHATHISTORY ", form, buffer.name, " ", from, " ", std::to_string(page_size())}));
    buffer.fetch = std::move(fetch);
}

// From the newest line that the server has stored on, or from an older gap that is still there.
void Irc::fill_gap(Buffer& buffer)
{
    if (!buffer.gap_from.empty()) {
        return ask(buffer, {Fetch::Why::gap, {HistoryPlace::Side::below, buffer.gap_from}});
    }
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
    std::string from = buffer.told_from;
    const std::size_t oldest = buffer.lines.oldest_stored();
    if (from.empty() && oldest != buffer.lines.size()) {
        from = buffer.lines[oldest].msgid;
    }
    from.empty() ? ask(buffer, {Fetch::Why::recent, {}})
                 : ask(buffer, {Fetch::Why::older, {HistoryPlace::Side::above, from}});
}

} // namespace hubbub::tui::net
