// SPDX-License-Identifier: MIT
#include "tui/net/irc.h"

#include "base/strings.h"
#include "tui/model/masked.h"
#include "wire/line.h"
#include "wire/tags.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace hubbub::tui::net {

namespace {

using model::LineKind;

constexpr std::array<std::string_view, 18> wanted_caps = {
    "account-notify",    "away-notify",  "batch",         "cap-notify",    "chghost",
    "draft/chathistory", "echo-message", "extended-join", "invite-notify", "labeled-response",
    "message-tags",      "multi-prefix", "server-time",   "setname",       "standard-replies",
    multiline_cap,       playback_cap,   resend_cap};

// Its lines wait for its end.
bool is_collected(std::string_view batch_type)
{
    return batch_type == "chathistory" || batch_type == multiline_cap;
}

constexpr Millis ping_pause = std::chrono::seconds(30);
constexpr Millis dead_pause = std::chrono::seconds(45);
constexpr Millis waking_pause = std::chrono::seconds(4);

// "45 s", "12 min", "3 h 5 min"
std::string in_words(Millis time)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time).count();
    const std::string minutes = concat({std::to_string(seconds / 60 % 60), " min"});
    return seconds < 60     ? concat({std::to_string(seconds), " s"})
           : seconds < 3600 ? minutes
                            : concat({std::to_string(seconds / 3600), " h ", minutes});
}

} // namespace

Irc::Irc(model::Network& network, const Clock& clock, Identity identity, Send send)
    : network_(network), model_(network.model), clock_(clock), identity_(std::move(identity)),
      send_(std::move(send))
{
    network_.nick = identity_.nick;
    rooms_.insert(identity_.rooms.begin(), identity_.rooms.end());
}

void Irc::send(std::string_view line)
{
    if (model_.show_raw) {
        network_.info(concat({">> ", model::masked_line(line)}));
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
    woken_ = false;
    network_.connection = model::Connection::registering;
    model_.dirty = true;
    send("CAP LS 302");
    if (!identity_.password.empty() && identity_.sasl == Sasl::none) {
        send(concat({"PASS :", identity_.password}));
    }
    send(concat({"NICK ", network_.nick}));
    send(concat({"USER ", identity_.username, " 0 * :", identity_.real_name}));
}

void Irc::down(std::string_view why, End end)
{
    const bool wanted = end == End::wanted;
    model_.now = clock_.wall();
    network_.connection = model::Connection::offline;
    network_.lag.reset();
    outgoing_.hold_all();
    waits_for_place_ = false;
    const LineKind kind = wanted ? LineKind::info : LineKind::error;
    model_.say(network_.server(), kind,
               wanted ? std::string(why) : concat({"not connected: ", why}));
    for (const auto& buffer : model_.buffers) {
        if (buffer->network != &network_) {
            continue;
        }
        if (buffer->joined) {
            model_.say(*buffer, kind,
                       wanted ? std::string(why) : concat({"the connection broke: ", why}));
        }
        buffer->joined = false;
        if (buffer->fetch && buffer->fetch->why == model::Fetch::Why::gap) {
            buffer->gap_from = buffer->fetch->place.msgid;
        }
        buffer->fetch.reset();
        buffer->members.clear();
    }
    model_.dirty = true;
}

void Irc::offered(std::string_view names, bool more)
{
    for (std::string_view name : words(names)) {
        const std::string_view cap = cut(name, '=');
        offered_.insert_or_assign(std::string(cap), std::string(name));
    }
    if (more) {
        return;
    }
    const auto sts = offered_.find("sts");
    if (sts != offered_.end() && sts_ && sts_(sts->second)) {
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
    if (network_.connection != model::Connection::registering) {
        return;
    }
    if (has("sasl") && identity_.sasl != Sasl::none) {
        return start_sasl();
    }
    send("CAP END");
}

void Irc::welcome(std::string_view nick)
{
    if (!nick.empty()) {
        network_.nick = nick;
    }
    if (network_.connection != model::Connection::registering) {
        return; // one is welcomed once
    }
    network_.connection = model::Connection::online;
    model_.dirty = true;
    asked_ = {};
    read_multiline_limits();
    if (model_.hint == waiting_hint) {
        model_.hint.clear();
    }
    server_keeps_history_ = has("draft/chathistory") && has("batch");
    sends_again_ = confirms() && has(resend_cap);
    tick();
    for (const std::string& room : rooms_) {
        send(concat({"JOIN ", room}));
    }
    release_those_of_no_room();
}

void Irc::nick_refused()
{
    constexpr std::size_t longest = 5; // underscores; who has so many namesakes chooses
    if (network_.connection != model::Connection::registering) {
        return;
    }
    if (network_.nick.size() >= identity_.nick.size() + longest) {
        return model_.say(network_.server(), LineKind::error,
                          "no nick like this one is free: /nick NAME takes another");
    }
    network_.nick += "_";
    send(concat({"NICK ", network_.nick}));
}

void Irc::tick()
{
    if (!network_.is_online() || waits_for_pong_ || clock_.now() - asked_ < ping_pause) {
        return;
    }
    asked_ = clock_.now();
    waits_for_pong_ = true;
    send_("PING :hubbub-lag");
}

std::string_view Irc::why_dead() const
{
    const Millis patience = woken_ ? waking_pause : dead_pause;
    const bool silent = clock_.now() - heard_ >= patience;
    const bool comes_in = network_.connection == model::Connection::registering; // was spoken to
    const bool unanswered = network_.connection != model::Connection::offline && waits_for_pong_ &&
                            clock_.now() - asked_ >= patience;
    if (!silent || !(comes_in || unanswered)) {
        return {};
    }
    return woken_ ? "the server has not answered since the machine woke"
                  : "nothing has been heard from the server for a minute";
}

void Irc::woke(Millis slept)
{
    if (!network_.is_online()) {
        return;
    }
    network_.info(
        concat({"the machine has slept for ", in_words(slept), ": is the server still there?"}));
    woken_ = true;
    waits_for_pong_ = true;
    asked_ = clock_.now();
    send_("PING :hubbub-lag");
}

void Irc::pong(std::string_view token)
{
    if (token.starts_with(place_token)) {
        const auto place = parse_number<std::uint64_t>(token.substr(place_token.size()));
        return there_up_to(place.value_or(0));
    }
    if (token == "hubbub-lag" && std::exchange(waits_for_pong_, false)) {
        woken_ = false;
        network_.lag = clock_.now() - asked_;
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
    const bool own_ping =
        message.command == "PONG" && message.parameters.back().starts_with("hubbub-");
    if (model_.show_raw && !own_ping) {
        network_.info(concat({"<< ", model::masked_line(line)}));
    }
    if (message.command != "BATCH") {
        if (const auto reference = wire::find_tag(message.tags, "batch")) {
            const auto open = batches_.find(*reference);
            constexpr std::size_t most_lines = 10'000;
            if (open != batches_.end() && is_collected(open->second.type)) {
                if (open->second.lines.size() < most_lines) {
                    open->second.lines.emplace_back(line);
                }
                return;
            }
        }
    }
    if (message.command == "BATCH") {
        line_ = line;
    }
    handle(*this, message);
    if (message.command != "BATCH") {
        answered(wire::find_tag(message.tags, "label").value_or(""));
    }
    ask_about_unsure();
}

void Irc::batch(const wire::Message& message)
{
    const std::string_view reference = message.parameters[0];
    if (reference.empty()) {
        return; // a server may send anything
    }
    if (reference.starts_with('+')) {
        constexpr std::size_t most_open = 100;
        if (batches_.size() >= most_open) {
            return; // what belongs to it is taken as it comes
        }
        batches_[std::string(reference.substr(1))] = {
            std::string(message.parameters[2]),
            std::string(message.parameters[1]),
            {},
            wire::find_tag(message.tags, "label").value_or(""),
            line_,
            wire::find_tag(message.tags, "batch").value_or("")};
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
    } else if (ended.type == multiline_cap) {
        end_multiline(ended);
    }
    answered(ended.label);
}

} // namespace hubbub::tui::net
