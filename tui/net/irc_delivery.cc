// SPDX-License-Identifier: MIT
// What one says, until the server has it: pending, then stored, or refused. After a break it is
// sent again: with hubbubd by itself, for the server says it once; elsewhere if the person wants
// so. IRCv3 labeled-response; hubbub-protocol(7), "SENDING AGAIN".
#include "tui/net/heard.h"
#include "tui/net/irc.h"

#include "base/strings.h"
#include "tui/model/masked.h"
#include "wire/format.h"
#include "wire/pieces.h"
#include "wire/tags.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace hubbub::tui::net {

namespace {

using model::Buffer;
using model::ChatLine;
using model::LineKind;
using model::LineState;
using State = OutgoingLine::State;

constexpr std::string_view id_tag = "hubbub.chat/id";
constexpr Millis usual_memory = std::chrono::hours(24);
constexpr Millis time_to_arrive = std::chrono::minutes(10);

// How long the server remembers an id, to be safe. offer: the capability's value, in seconds.
Millis memory_of(std::string_view offer)
{
    constexpr std::int64_t most = std::chrono::floor<std::chrono::seconds>(usual_memory).count();
    const auto told = parse_number<std::int64_t>(offer);
    const Millis memory = told ? std::chrono::seconds(std::min(*told, most)) : usual_memory;
    return std::max(memory - time_to_arrive, Millis::zero());
}

} // namespace

bool Irc::has_pending() const
{
    return outgoing_.has(State::sent) || outgoing_.has(State::held);
}

bool Irc::confirms() const
{
    return has("echo-message") && has("labeled-response");
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
    Buffer& buffer = network_.open(target);
    const bool online = network_.is_online();
    if (!online && !sends_again_) {
        return model_.say(
            buffer, LineKind::error,
            concat({"not connected, not sent: ", model::masked_speech(target, text)}));
    }
    if (!online) {
        model_.hint = waiting_hint;
    }
    const bool several = kind == LineKind::message && text.find('\n') != std::string_view::npos;
    if (several && fits_multiline(text)) {
        return speak_piece(buffer, target, text, kind);
    }
    for (const std::string_view line : split(text, '\n')) {
        speak_line(buffer, target, line, kind);
    }
}

void Irc::speak_line(Buffer& buffer, std::string_view target, std::string_view text, LineKind kind)
{
    while (!text.empty()) {
        const std::string_view piece = wire::split_for_wire(text, wire::longest_message);
        text.remove_prefix(piece.size());
        speak_piece(buffer, target, piece, kind);
    }
}

void Irc::speak_piece(Buffer& buffer, std::string_view target, std::string_view piece,
                      LineKind kind)
{
    OutgoingLine out;
    out.label = concat({"h", std::to_string(++last_label_)});
    out.target = target;
    out.body =
        kind == LineKind::action ? concat({action_start, piece, "\x01"}) : std::string(piece);
    out.said = clock_.wall();
    show_own(buffer, piece, kind, out);
    if (!network_.is_online() || outgoing_.is_held(target)) {
        out.state = State::held;
    } else {
        send_out(out);
    }
    outgoing_.add(std::move(out));
}

// Each of its lines; blank ones are not shown.
void Irc::show_own(Buffer& buffer, std::string_view text, LineKind kind, const OutgoingLine& out)
{
    const std::string shown = model::masked_speech(buffer.name, text);
    for (const std::string_view one : split(shown, '\n')) {
        ChatLine line;
        line.kind = kind;
        line.state = LineState::pending;
        line.mine = true;
        line.time = out.said;
        line.nick = network_.nick;
        line.text = one;
        line.msgid = out.label;
        if (!one.empty()) {
            model_.add(buffer, line);
        }
    }
}

void Irc::send_out(OutgoingLine& line)
{
    if (line.id.empty() && has(resend_cap)) {
        line.id = random_id();
    }
    std::string tags = confirms() ? concat({"@label=", line.label}) : std::string{};
    if (!line.id.empty() && has(resend_cap)) {
        tags += concat({tags.empty() ? "@" : ";", id_tag, "=", line.id});
    }
    line.state = State::sent;
    const bool several = line.body.find('\n') != std::string::npos;
    several
        ? send_multiline(line, tags)
        : send(concat({tags, tags.empty() ? "" : " ", "PRIVMSG ", line.target, " :", line.body}));
    line.place = confirms() ? 0 : ++last_place_;
    if (line.place != 0) {
        ask_whether_there();
    }
}

// ---- of an earlier run

void Irc::restore(std::vector<OutgoingLine> lines)
{
    for (OutgoingLine& line : lines) {
        line.label = concat({"h", std::to_string(++last_label_)});
        line.state = State::held;
        show_again(line);
        const bool wanted = std::any_of(rooms_.begin(), rooms_.end(), [&](const auto& room) {
            return equals_ignoring_case(room, line.target);
        });
        if (!wanted && network_.is_room(line.target)) {
            rooms_.insert(line.target);
        }
        outgoing_.add(std::move(line));
    }
    if (!lines.empty()) {
        network_.info(lines.size() == 1 ? std::string("a line of yours waits since the last run")
                                        : concat({std::to_string(lines.size()),
                                                  " lines of yours wait since the last run"}));
    }
}

void Irc::show_again(const OutgoingLine& line)
{
    std::string_view text = line.body;
    const bool action = text.starts_with(action_start);
    if (action) {
        text.remove_prefix(action_start.size());
        text.remove_suffix(text.ends_with('\x01') ? 1 : 0);
    }
    show_own(network_.open(line.target), text, action ? LineKind::action : LineKind::message, line);
}

// ---- what became of it

// The echo of a line that waits for it, which becomes stored.
bool Irc::is_echo(std::string_view label, const Heard& heard)
{
    const OutgoingLine* line = outgoing_.find_sent(label);
    if (line == nullptr) {
        return false;
    }
    Buffer* buffer = network_.find(line->target);
    outgoing_.remove(label);
    model_.dirty = true;
    if (buffer == nullptr) {
        return false;
    }
    model_.note_said(*buffer, heard.line());
    // Of one that was sent again, history may have told already.
    return buffer->lines.confirm(label, heard.msgid, heard.time, buffer->marks) ||
           buffer->lines.has(heard.msgid);
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
    if (const OutgoingLine* line = outgoing_.find_sent(label)) {
        return fail(*line);
    }
    const auto is_it = [&](const OutgoingLine& line) {
        return equals_ignoring_case(line.target, message.parameters[1]);
    };
    if (const OutgoingLine* line = confirms() ? nullptr : outgoing_.first_sent(is_it)) {
        return fail(*line);
    }
    const Buffer* room = network_.find(message.parameters[1]);
    if (room != nullptr && room->kind == Buffer::Kind::room && !room->joined &&
        outgoing_.is_held(room->name)) { // it does not let us in again
        give_up(room->name);
    }
}

void Irc::fail_shown(const OutgoingLine& line)
{
    if (Buffer* buffer = network_.find(line.target)) {
        buffer->lines.fail(line.label);
    }
}

void Irc::fail(const OutgoingLine& line)
{
    fail_shown(line);
    outgoing_.remove(std::string(line.label));
    model_.dirty = true;
}

void Irc::give_up(std::string_view target)
{
    outgoing_.each([&](OutgoingLine& line) {
        const bool lost = line.state == State::held && equals_ignoring_case(line.target, target);
        if (lost) {
            fail_shown(line);
        }
        return !lost;
    });
    model_.dirty = true;
}

// The answer is complete: a line of that label that has no echo (a service took it, and nobody
// stores it) waits no longer.
void Irc::answered(std::string_view label)
{
    const OutgoingLine* line = outgoing_.find_sent(label);
    if (line == nullptr) {
        return;
    }
    if (Buffer* buffer = network_.find(line->target)) {
        buffer->lines.settle(label);
    }
    outgoing_.remove(label);
    model_.dirty = true;
}

// ---- where no label tells: the answer to a PING comes after all that the lines before it caused

// One question at a time, so that a paste does not become twice as long.
void Irc::ask_whether_there()
{
    if (!std::exchange(waits_for_place_, true)) {
        send_(concat({"PING :", place_token, std::to_string(last_place_)}));
    }
}

void Irc::there_up_to(std::uint64_t place)
{
    waits_for_place_ = false;
    bool more = false;
    outgoing_.each([&](const OutgoingLine& line) {
        const bool waits = line.state == State::sent && line.place != 0;
        more = more || (waits && line.place > place);
        if (waits && line.place <= place) {
            settle(line);
        }
        return !waits || line.place > place;
    });
    if (more) {
        ask_whether_there();
    }
    model_.dirty = true;
}

void Irc::settle(const OutgoingLine& line)
{
    Buffer* buffer = network_.find(line.target);
    if (buffer == nullptr) {
        return;
    }
    buffer->lines.settle(line.label);
    wire::Message said;
    said.source = network_.nick;
    said.command = "PRIVMSG";
    for (const std::string_view one : split(line.body, '\n')) {
        said.parameters = {};
        said.parameters.push_back(line.target);
        said.parameters.push_back(one);
        Heard heard = hear_speech(*this, network_, said);
        heard.time = line.said; // as it stands in the buffer
        model_.note_said(*buffer, heard.line());
    }
}

// By what it says: whoever has no labels answers in order.
bool Irc::is_plain_echo(const wire::Message& message, const Heard& heard)
{
    if (confirms() || !has("echo-message")) {
        return false;
    }
    const std::string_view text = message.parameters[1];
    const OutgoingLine* line = outgoing_.first_sent([&](const OutgoingLine& one) {
        return equals_ignoring_case(one.target, message.parameters[0]) &&
               wire::strip_format(one.body) == wire::strip_format(text);
    });
    return line != nullptr && is_echo(std::string(line->label), heard);
}

// ---- after a break

// Persons can be spoken to at once, and rooms that we do not enter again.
void Irc::release_those_of_no_room()
{
    release([&](const OutgoingLine& line) {
        return std::none_of(rooms_.begin(), rooms_.end(), [&](const std::string& room) {
            return equals_ignoring_case(room, line.target);
        });
    });
}

// The target's history is as complete here as it will be: what waits for it can go.
void Irc::ready(const Buffer& buffer)
{
    release(
        [&](const OutgoingLine& line) { return equals_ignoring_case(line.target, buffer.name); });
}

// The server says it once in any case; and it was not typed so long ago that nobody expects it now.
bool Irc::may_go_by_itself(const OutgoingLine& line) const
{
    const auto offer = offered_.find(resend_cap);
    const Millis memory = memory_of(offer == offered_.end() ? "" : offer->second);
    const Millis age = clock_.wall() - line.said;
    const bool once = !line.was_sent || (!line.id.empty() && has(resend_cap));
    return once && age < memory && age > -memory; // else the clock was set
}

void Irc::release(const std::function<bool(const OutgoingLine&)>& chosen)
{
    outgoing_.each([&](OutgoingLine& line) {
        if (line.state != State::held || !chosen(line)) {
            return true;
        }
        if (line.body.find('\n') != std::string::npos && !network_.takes_lines) {
            fail_shown(line); // another server, which would tell it otherwise
            return false;
        }
        if (may_go_by_itself(line)) {
            send_out(line);
            return true;
        }
        Buffer* buffer = network_.find(line.target);
        line.state = State::unsure;
        const bool lost = buffer == nullptr || buffer->lines.doubt(line.label);
        has_unsure_ = has_unsure_ || lost;
        return lost; // else history had it
    });
    model_.dirty = true;
}

// While nothing is being typed, so that no key is taken for an answer.
void Irc::ask_about_unsure()
{
    const bool ours = model_.ask && model_.ask->network == &network_;
    const bool busy = model_.ask ? !ours : !model_.here().input.text().empty();
    if (!has_unsure_ || busy || !network_.is_online()) {
        return;
    }
    const std::size_t count = outgoing_.count(State::unsure);
    model_.ask.emplace();
    model_.ask->what = model::Ask::For::resend;
    model_.ask->network = &network_;
    model_.ask->shown =
        concat({count == 1 ? "a line" : concat({std::to_string(count), " lines"}),
                " of yours may be lost: Tab sends again, Escape forgets, or go on"});
    model_.dirty = true;
}

void Irc::send_unsure_again()
{
    outgoing_.each([&](OutgoingLine& line) {
        if (line.state != State::unsure) {
            return true;
        }
        if (!network_.open(line.target).lines.revive(line.label)) {
            show_again(line); // its buffer was closed
        }
        if (network_.is_online()) {
            send_out(line);
        } else { // it broke again, before this was answered
            line.state = State::held;
            line.was_sent = false;
        }
        return true;
    });
    has_unsure_ = false;
    model_.dirty = true;
}

void Irc::forget_unsure()
{
    outgoing_.each([&](const OutgoingLine& line) {
        const bool forgotten = line.state == State::unsure;
        if (forgotten) {
            fail_shown(line);
        }
        return !forgotten;
    });
    has_unsure_ = false;
    model_.dirty = true;
}

} // namespace hubbub::tui::net
