// SPDX-License-Identifier: MIT
#include "tui/net/irc.h"

#include "base/strings.h"
#include "wire/line.h"
#include "wire/tags.h"
#include "wire/text.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace hubbub::tui::net {

namespace {

using model::Buffer;
using model::ChatLine;
using model::Fetch;
using model::HistoryPlace;
using model::LineKind;
using model::LineState;
using model::Scrollback;

constexpr std::array<std::string_view, 15> wanted_caps = {
    "account-notify",    "away-notify",  "batch",         "cap-notify",    "chghost",
    "draft/chathistory", "echo-message", "extended-join", "invite-notify", "labeled-response",
    "message-tags",      "multi-prefix", "server-time",   "setname",       "standard-replies"};

constexpr Millis ping_pause = std::chrono::seconds(30);
constexpr Millis dead_pause = std::chrono::seconds(45);

constexpr std::string_view action_start = "\x01"
                                          "ACTION ";

} // namespace

Irc::Irc(model::Model& model, const Clock& clock, Identity identity, Send send)
    : model_(model), clock_(clock), identity_(std::move(identity)), send_(std::move(send))
{
    model_.nick = identity_.nick;
    rooms_.insert(identity_.rooms.begin(), identity_.rooms.end());
}

void Irc::send(std::string_view line)
{
    if (model_.show_raw) {
        model_.say(model_.server(), LineKind::info, concat({">> ", line}));
    }
    send_(line);
}

// ---- coming and going

void Irc::up(bool is_private)
{
    is_private_ = is_private;
    in_sasl_ = false;
    offered_.clear();
    caps_.clear();
    batches_.clear();
    heard_ = clock_.now();
    waits_for_pong_ = false;
    model_.connection = model::Connection::registering;
    model_.dirty = true;
    send("CAP LS 302");
    if (!identity_.password.empty() && identity_.sasl == Sasl::none) {
        send_(concat({"PASS :", identity_.password})); // and never into the raw log
    }
    send(concat({"NICK ", model_.nick}));
    send(concat({"USER ", identity_.username, " 0 * :", identity_.real_name}));
}

void Irc::down(std::string_view why)
{
    model_.now = clock_.wall();
    model_.connection = model::Connection::offline;
    model_.lag.reset();
    labels_.clear();
    model_.say(model_.server(), LineKind::error, concat({"not connected: ", why}));
    for (const auto& buffer : model_.buffers) {
        if (buffer->joined) {
            model_.say(*buffer, LineKind::error, concat({"the connection broke: ", why}));
        }
        buffer->joined = false;
        buffer->fetch.reset();
        buffer->members.clear();
    }
    model_.dirty = true;
}

void Irc::offered(std::string_view names, bool more)
{
    for (std::string_view name : words(names)) {
        offered_.emplace(cut(name, '='));
    }
    if (more) {
        return;
    }
    std::string request;
    for (const std::string_view cap : wanted_caps) {
        if (offered_.contains(cap)) {
            request += concat({request.empty() ? "" : " ", cap});
        }
    }
    if (may_log_in()) {
        request += concat({request.empty() ? "" : " ", "sasl"});
    }
    request.empty() ? send("CAP END") : send(concat({"CAP REQ :", request}));
}

void Irc::acknowledged(std::string_view names)
{
    for (const std::string_view name : words(names)) {
        caps_.emplace(name);
    }
    if (model_.connection != model::Connection::registering) {
        return;
    }
    if (has("sasl") && identity_.sasl != Sasl::none) {
        in_sasl_ = true;
        return send(identity_.sasl == Sasl::plain ? "AUTHENTICATE PLAIN" : "AUTHENTICATE EXTERNAL");
    }
    send("CAP END");
}

void Irc::welcome(std::string_view nick)
{
    model_.nick = nick;
    model_.connection = model::Connection::online;
    model_.dirty = true;
    asked_ = {};
    tick();
    for (const std::string& room : rooms_) {
        send(concat({"JOIN ", room}));
    }
}

void Irc::nick_refused()
{
    if (model_.connection == model::Connection::registering) {
        model_.nick += "_";
        send(concat({"NICK ", model_.nick}));
    }
}

void Irc::tick()
{
    if (model_.connection != model::Connection::online || waits_for_pong_ ||
        clock_.now() - asked_ < ping_pause) {
        return;
    }
    asked_ = clock_.now();
    waits_for_pong_ = true;
    send_("PING :hubbub-lag");
}

bool Irc::is_dead() const
{
    return model_.connection != model::Connection::offline && waits_for_pong_ &&
           clock_.now() - asked_ > dead_pause && clock_.now() - heard_ > dead_pause;
}

void Irc::pong(std::string_view token)
{
    if (token == "hubbub-lag" && std::exchange(waits_for_pong_, false)) {
        model_.lag = clock_.now() - asked_;
        model_.dirty = true;
    }
}

// ---- in

WallTime Irc::time_of(const wire::Message& message) const
{
    const auto text = wire::find_tag(message.tags, "time");
    WallTime time;
    return text && wire::parse_time(*text, time) ? time : clock_.wall();
}

void Irc::line(std::string_view line)
{
    heard_ = clock_.now();
    model_.now = clock_.wall();
    wire::Message message;
    if (wire::parse(line, message) != wire::ParseError::none) {
        return;
    }
    const bool own_ping = line.ends_with(":hubbub-lag");
    if (model_.show_raw && !own_ping) {
        model_.say(model_.server(), LineKind::info, concat({"<< ", line}));
    }
    if (message.command != "BATCH") {
        if (const auto reference = wire::find_tag(message.tags, "batch")) {
            const auto open = batches_.find(*reference);
            if (open != batches_.end() && open->second.type == "chathistory") {
                open->second.lines.emplace_back(line);
                return;
            }
        }
    }
    handle(*this, message);
}

void Irc::batch(const wire::Message& message)
{
    const std::string_view reference = message.parameters[0];
    if (reference.empty()) {
        return; // a server may send anything
    }
    if (reference.starts_with('+')) {
        batches_[std::string(reference.substr(1))] = {
            std::string(message.parameters[2]), std::string(message.parameters[1]), {}};
        return;
    }
    const auto open = batches_.find(reference.substr(1));
    if (open == batches_.end()) {
        return;
    }
    const Batch ended = std::move(open->second);
    batches_.erase(open);
    if (ended.type == "chathistory") {
        end_history(ended);
    }
}

namespace {

// The line that says what a message says, and what of it goes where.
struct Heard {
    std::string nick;
    std::string text;
    std::string msgid;
    ChatLine line;
};

Heard hear(const Irc& irc, const model::Model& model, const wire::Message& message, LineKind kind)
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
    heard.line.mine = model.is_me(heard.nick);
    heard.line.mention = !heard.line.mine && kind != LineKind::notice && model.mentions_me(text);
    heard.line.time = irc.time_of(message);
    heard.line.nick = heard.nick;
    heard.line.text = heard.text;
    heard.line.msgid = heard.msgid;
    return heard;
}

} // namespace

void Irc::end_history(const Batch& batch)
{
    Buffer* buffer = model_.find(batch.target);
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
                hear(*this, model_, message,
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
    if (!fetch) {
        return; // nobody asked: the server or a bouncer replays by itself
    }
    const bool full_page = batch.lines.size() >= page_ && !lines.empty();
    if (fetch->why != Fetch::Why::gap) {
        buffer->whole_history = buffer->whole_history || !full_page;
    } else if (full_page && merged.known == 0) { // not yet where the live lines begin
        ask(*buffer,
            {Fetch::Why::gap, {HistoryPlace::Side::below, std::string(lines.back().msgid)}});
    } else {
        give_up_pending(*buffer);
    }
}

// History has shown which of the lines that were on their way when the connection broke arrived.
// Those with a label that still counts were said since.
void Irc::give_up_pending(Buffer& buffer)
{
    buffer.lines.fail_pending([&](std::string_view label) { return !labels_.contains(label); });
}

// FAIL CHATHISTORY: what was asked will not come.
void Irc::history_failed(const wire::Message& message)
{
    for (const auto& buffer : model_.buffers) {
        const bool named = std::any_of(
            message.parameters.begin(), message.parameters.end(),
            [&](std::string_view one) { return equals_ignoring_case(one, buffer->name); });
        if (buffer->fetch && named) {
            buffer->fetch.reset();
            give_up_pending(*buffer);
        }
    }
}

void Irc::speech(const wire::Message& message, LineKind kind)
{
    if (model::is_ignored(model_.settings, message.source)) {
        return;
    }
    const Heard heard = hear(*this, model_, message, kind);
    const auto label = wire::find_tag(message.tags, "label");
    const auto waiting = label ? labels_.find(*label) : labels_.end();
    if (waiting != labels_.end()) {
        Buffer* buffer = model_.find(waiting->second.target);
        labels_.erase(waiting);
        model_.dirty = true;
        if (buffer != nullptr &&
            buffer->lines.confirm(*label, heard.msgid, heard.line.time, buffer->marks)) {
            return;
        }
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

void Irc::answer_to_label(const wire::Message& message)
{
    const auto label = wire::find_tag(message.tags, "label");
    const auto waiting = label ? labels_.find(*label) : labels_.end();
    if (waiting == labels_.end()) {
        return;
    }
    if (Buffer* buffer = model_.find(waiting->second.target)) {
        buffer->lines.fail(*label);
    }
    labels_.erase(waiting);
    model_.dirty = true;
}

// ---- rooms and history

void Irc::joined(Buffer& room)
{
    rooms_.insert(room.name);
    room.joined = true;
    if (!has("draft/chathistory")) {
        return;
    }
    fill_gap(room);
}

void Irc::ask(Buffer& buffer, Fetch fetch)
{
    using Side = HistoryPlace::Side;
    const Side side = fetch.place.side;
    const std::string_view form = side == Side::above   ? "BEFORE "
                                  : side == Side::below ? "AFTER "
                                                        : "LATEST ";
    const std::string from = side == Side::unknown ? "*" : concat({"msgid=", fetch.place.msgid});
    send(concat({"CHATHISTORY ", form, buffer.name, " ", from, " ", std::to_string(page_)}));
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
