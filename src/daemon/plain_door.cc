// SPDX-License-Identifier: MIT
#include "daemon/plain_door.h"

#include "base/strings.h"
#include "core/msgid.h"
#include "core/render.h"
#include "daemon/plain_commands.h"
#include "wire/names.h"
#include "wire/numerics.h"

#include <algorithm>
#include <utility>

namespace hubbub::daemon {

namespace {

using wire::Numeric;

constexpr core::Pace pace = {2, 10}; // lines a second, and at once

bool is(const wire::Line& line, Numeric numeric)
{
    return line.command == wire::row_of(numeric).code;
}

std::string_view nick_of(std::string_view source)
{
    return source.substr(0, source.find('!'));
}

bool is_speech(const wire::Line& line)
{
    return line.command == "PRIVMSG" || line.command == "NOTICE";
}

// The nicks of those in the room but the reader, as many as fit.
std::string others_in(const core::Channel& channel, std::string_view nick)
{
    constexpr std::size_t room = 60;
    const std::size_t others = channel.members.size() - 1;
    if (others == 0) {
        return " alone";
    }
    std::string text =
        concat({" with ", std::to_string(others), others == 1 ? " other:" : " others:"});
    std::size_t named = 0;
    for (const core::Membership& member : channel.members) {
        if (member.user->nick() != nick && text.size() < room) {
            text += concat({" ", member.user->nick()});
            ++named;
        }
    }
    return named < others ? text + " ..." : text;
}

} // namespace

std::string PlainDoor::hello(const core::Settings& settings)
{
    return plain_info(concat({"hubbub at ", settings.name, "  (plain line mode; try /help)"}));
}

PlainDoor::PlainDoor(core::Network& network, commands::Dispatch& dispatch, core::Session& session,
                     std::string nick, Greeted greeted)
    : network_(network), dispatch_(dispatch), session_(session.id), nick_(std::move(nick))
{
    session.dialect = this;
    session.answers_pings = false;
    session.user_flags |= core::user_plain;
    session.caps.add(core::Cap::batch);
    if (session.pace.commands_per_second > 0) {
        session.pace = pace;
        session.commands.tokens = static_cast<double>(pace.burst) + 5; // coming in is not counted
    }
    if (greeted == Greeted::no) {
        show(hello(network.settings()));
    }
    run(concat({"NICK ", nick_}));
    run("USER plain 0 * :plain line client");
    if (!network.settings().lobby.empty()) {
        run(concat({"JOIN ", network.settings().lobby}));
    }
}

const core::User* PlainDoor::user()
{
    core::Session* own = session();
    return own != nullptr ? own->user : nullptr;
}

// ---- in

Door::Progress PlainDoor::read(std::string_view bytes, Instant now)
{
    Progress progress;
    progress.consumed = bytes.size();
    core::Session* own = session();
    if (own == nullptr || !own->is_open()) {
        return progress;
    }
    if (!bytes.empty()) {
        last_byte_ = now;
        own->heard = now;
        if (input_.waiting() >= PlainInput::most_lines) {
            progress.consumed = 0;
            progress.waits = true;
        } else if (!input_.feed(bytes)) {
            network_.tally().reach(core::Bound::receive_queue);
            network_.doom(*own, "Too many bytes without a line end");
            return progress;
        }
    }
    input_.silence(now - last_byte_);
    show(input_.take_replies());
    if (input_.take_bad_bytes_note()) {
        info("some bytes you sent were not UTF-8 and have been replaced");
    }
    // What is typed may depend on the room that is being entered: it waits for changes.
    for (std::size_t lines = 0; run_queued(progress) && input_.has_line(); ++lines) {
        if (own->changes_in_flight > 0 || !own->is_open()) {
            return progress;
        }
        if (lines == network_.settings().limits.turn_lines) {
            progress.more = true;
            return progress;
        }
        read_line(input_.take_line());
        ++progress.lines;
    }
    if (const auto patience = input_.patience(); patience && !progress.again) {
        progress.again = last_byte_ + *patience;
    }
    return progress;
}

// True when nothing is queued any more: what was typed next may be read.
bool PlainDoor::run_queued(Progress& progress)
{
    while (!queued_.empty()) {
        core::Session* own = session();
        if (own == nullptr || !own->is_open()) {
            return false;
        }
        const std::string line = queued_.front();
        wire::Message message;
        if (wire::parse(line, message) == wire::ParseError::none) {
            const commands::Handled handled = dispatch_.handle(*own, message);
            if (handled.outcome == commands::Handled::Outcome::later) {
                progress.again = handled.again;
            }
            if (handled.outcome != commands::Handled::Outcome::done) {
                return false;
            }
        }
        queued_.erase(std::find(queued_.begin(), queued_.end(), line));
    }
    return true;
}

void PlainDoor::read_line(const PlainInput::Line& line)
{
    if (line.too_long != 0) {
        return error(concat({"not sent: ", std::to_string(line.too_long), " bytes, limit ",
                             std::to_string(PlainInput::longest_text)}));
    }
    const std::string_view text = line.text;
    const std::string_view trimmed = trim(text);
    if (trimmed.starts_with("//")) {
        return say(trimmed.substr(1));
    }
    if (trimmed.starts_with('/')) {
        return run_plain_command(*this, trimmed);
    }
    say(text);
}

// "#room text" is said in that room, if one is there; otherwise it is text like any other.
void PlainDoor::say(std::string_view text)
{
    std::string_view rest = text;
    const std::string_view first = cut(rest, ' ');
    const core::Channel* channel =
        wire::looks_like_channel(first) ? network_.world().find_channel(first) : nullptr;
    const core::User* own = user();
    if (channel != nullptr && own != nullptr && !rest.empty() &&
        network_.world().membership(*own, *channel) != nullptr) {
        return run(concat({"PRIVMSG ", channel->name, " :", rest}));
    }
    if (room_.empty()) {
        return error("not sent: you are in no room: /join #ROOM");
    }
    run(concat({"PRIVMSG ", room_, " :", text}));
}

void PlainDoor::run(std::string line)
{
    queued_.push_back(std::move(line));
}

bool PlainDoor::end()
{
    if (!std::exchange(ended_, true)) {
        input_.end();
        return true;
    }
    core::Session* own = session();
    if (own == nullptr) {
        return false;
    }
    const bool busy = input_.has_line() || !queued_.empty() || own->changes_in_flight > 0 ||
                      own->speech_in_flight > 0;
    if (!busy) {
        network_.doom(*own, "Connection closed");
    }
    return false;
}

// ---- out

void PlainDoor::show(std::string_view text)
{
    if (core::Session* own = session(); own != nullptr && !text.empty()) {
        network_.outbox().text(*own, text);
    }
}

void PlainDoor::info(std::string_view text)
{
    show(plain_info(text));
}

void PlainDoor::error(std::string_view text)
{
    show(plain_error(text));
}

void PlainDoor::set_receipts(bool on)
{
    receipts_ = on;
    if (core::Session* own = session()) {
        on ? own->caps.add(core::Cap::echo_message) : own->caps.remove(core::Cap::echo_message);
    }
}

std::string PlainDoor::shown(const wire::Line& line)
{
    return plain_line(line, {nick_, room_, time_});
}

void PlainDoor::encode(const wire::Line& line, std::string& out)
{
    if (line.command == "BATCH") {
        return encode_batch(line, out);
    }
    const bool from_other = nick_of(line.source) != nick_;
    if (from_other && ignored_.contains(to_lower(nick_of(line.source)))) {
        return;
    }
    if (!line.batch.empty() && batch_) {
        const auto number = core::number_of(network_.journal().epoch(), line.msgid);
        if (batch_->empty() && number) {
            oldest_shown_ = *number;
        }
        batch_->push_back(shown(line));
        return;
    }
    encode_outside_batch(line, out);
}

// The lines of history are held until their number is known.
void PlainDoor::encode_batch(const wire::Line& line, std::string& out)
{
    if (line.parameters[0].starts_with('+')) {
        batch_.emplace();
        return;
    }
    if (!batch_) {
        return;
    }
    const std::vector<std::string> lines = std::move(*batch_);
    batch_.reset();
    if (lines.empty()) {
        out += plain_info("nothing was said before");
        return;
    }
    out += plain_info(
        concat({"last ", std::to_string(lines.size()), lines.size() == 1 ? " line:" : " lines:"}));
    for (const std::string& one : lines) {
        out += one;
    }
    out += plain_info("live now");
}

void PlainDoor::encode_outside_batch(const wire::Line& line, std::string& out)
{
    const bool mine = nick_of(line.source) == nick_;
    if (mine && is_speech(line)) {
        const bool to_oneself = line.parameters[0] == nick_;
        if (receipts_ && !to_oneself) {
            out += concat({"-- ok ", line.msgid, "\r\n"});
        }
        return;
    }
    if (is_speech(line) && line.parameters[0] == nick_ &&
        line.source.find('!') != std::string_view::npos) {
        correspondent_ = nick_of(line.source);
    }
    follow(line, out);
}

// Keeps in step with what happens to this person, then shows it.
void PlainDoor::follow(const wire::Line& line, std::string& out)
{
    const bool mine = nick_of(line.source) == nick_;
    const std::string text = shown(line);
    if (mine && line.command == "NICK") {
        nick_ = line.parameters[0];
    } else if (mine && line.command == "JOIN") {
        entering_ = line.parameters[0];
        room_ = entering_;
    } else if (is(line, Numeric::rpl_endofnames) && line.parameters[1] == entering_) {
        return joined(std::exchange(entering_, {}), out);
    } else if ((mine && line.command == "PART") ||
               (line.command == "KICK" && line.parameters[1] == nick_)) {
        if (equals_ignoring_case(line.parameters[0], room_)) {
            room_.clear();
        }
    } else if (is(line, Numeric::err_nicknameinuse) && user() == nullptr) {
        nick_ += "_";
        queued_.push_front(concat({"NICK ", nick_}));
        return;
    }
    const bool welcome_noise = is(line, Numeric::rpl_motd) && user() != nullptr && room_.empty();
    out += welcome_noise ? std::string{} : text;
}

void PlainDoor::joined(std::string_view room, std::string& out)
{
    if (const core::Channel* channel = network_.world().find_channel(room)) {
        out += plain_info(concat({"you are ", nick_, " in ", room, others_in(*channel, nick_)}));
    }
}

void PlainDoor::on_drained()
{
    if (skipped_ == 0) {
        return;
    }
    const std::string count = std::to_string(std::exchange(skipped_, 0));
    info(concat({"you fell behind: ", count, " lines skipped, /history ", count, " shows them"}));
}

void PlainDoor::ask_history(core::HistoryQuery question)
{
    core::Session* own = session();
    if (own == nullptr) {
        return;
    }
    network_.ask_history(*own, 0, question, [this](core::Session&, Result<core::HistoryPage> page) {
        if (!page) {
            return error("what was said before cannot be read at the moment");
        }
        if (page->empty()) {
            return info("nothing more was said");
        }
        oldest_shown_ = page->front().number;
        for (const core::Entry& entry : *page) {
            const core::Rendered rendered(entry, network_.journal().epoch());
            show(shown(rendered.line()));
        }
        info("live now");
    });
}

} // namespace hubbub::daemon
