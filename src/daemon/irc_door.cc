// SPDX-License-Identifier: MIT
#include "daemon/irc_door.h"

namespace hubbub::daemon {

namespace {

wire::Splitter::Limits limits_of(const core::Settings& settings)
{
    wire::Splitter::Limits limits;
    limits.longest_wait = static_cast<std::uint32_t>(settings.limits.receive_queue);
    return limits;
}

} // namespace

IrcDoor::IrcDoor(commands::Dispatch& dispatch, core::SessionId session)
    : dispatch_(dispatch), session_(session), splitter_(limits_of(dispatch.network().settings()))
{
}

Door::Progress IrcDoor::read(std::string_view bytes, Instant now)
{
    Progress progress;
    std::string_view rest = bytes;
    for (std::size_t left = network().settings().limits.turn_lines; left > 0; --left) {
        core::Session* session = network().world().find(session_);
        if (session == nullptr || !session->is_open()) {
            progress.consumed = bytes.size(); // whatever still comes is not for us
            return progress;
        }
        session->heard = now;
        std::string_view line;
        const wire::Splitter::Found found = splitter_.next(rest, line);
        if (found == wire::Splitter::Found::none) {
            return progress;
        }
        if (found == wire::Splitter::Found::flood) {
            network().tally().reach(core::Bound::receive_queue);
            network().doom(*session, "Too many bytes without a line end");
            continue;
        }
        const bool too_long = found == wire::Splitter::Found::too_long;
        if (!(too_long ? refuse(*session, line, progress) : handle(*session, line, progress))) {
            return progress;
        }
        progress.consumed = bytes.size() - rest.size();
        ++progress.lines;
    }
    progress.more = true;
    return progress;
}

bool IrcDoor::handle(core::Session& session, std::string_view line, Progress& progress)
{
    wire::Message message;
    if (wire::parse(line, message) != wire::ParseError::none) {
        return true;
    }
    return note(dispatch_.handle(session, message), progress);
}

bool IrcDoor::refuse(core::Session& session, std::string_view line, Progress& progress)
{
    return note(dispatch_.refuse_length(session, line), progress);
}

bool IrcDoor::note(const commands::Handled& handled, Progress& progress)
{
    if (handled.outcome == commands::Handled::Outcome::later) {
        progress.again = handled.again;
    }
    progress.waits = handled.outcome != commands::Handled::Outcome::done;
    return !progress.waits;
}

bool IrcDoor::end()
{
    if (core::Session* session = network().world().find(session_)) {
        network().doom(*session, "Connection closed");
    }
    return false;
}

} // namespace hubbub::daemon
