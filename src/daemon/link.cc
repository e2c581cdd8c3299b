// SPDX-License-Identifier: MIT
#include "daemon/link.h"

#include "base/strings.h"
#include "daemon/irc_door.h"
#include "daemon/plain_door.h"
#include "daemon/server.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace hubbub::daemon {

namespace {

using net::Opening;

constexpr Millis greeting_pause = std::chrono::milliseconds(1500);
constexpr Millis piece_pause = std::chrono::milliseconds(500);
constexpr Millis decision_time = std::chrono::seconds(15);
constexpr Millis farewell_time = std::chrono::seconds(5);
constexpr Millis held_up = std::chrono::seconds(1); // a loop that calls so late
constexpr std::size_t little_room = 8192; // for long answers, when all queues together are long
constexpr std::size_t plain_send_queue = 256 * 1024;
constexpr std::size_t least_send_limit = 16384; // that limits.send_queue may be
constexpr char tls_handshake = '\x16';

} // namespace

Link::Link(Server& server, Id<Link> id, int fd, const net::Address& peer, ListenMode mode)
    : server_(server), id_(id), address_(peer.host()),
      arrival_(new Arrival{mode, peer.is_local(), false, false, {}, {}}), fd_(fd)
{
    if (mode == ListenMode::tls) {
        open_connection(true);
        return;
    }
    arrival_->first_byte =
        net::FdWatch(server_.loop(), fd_, net::FdWatch::For::reading, [this] { peek(); });
    if (mode == ListenMode::irc) {
        expect_a_word();
    } else {
        const Millis pause = mode == ListenMode::plain ? Millis::zero() : greeting_pause;
        arrival_->silence = net::Timer(server_.loop(), pause, [this] { greet(); });
    }
}

Link::~Link()
{
    if (connection_ == nullptr) {
        close(fd_);
    }
}

// The first byte tells TLS from everything else, and must stay where OpenSSL can read it.
void Link::peek()
{
    char first = 0;
    const ssize_t got = recv(fd_, &first, 1, MSG_PEEK);
    if (got < 0) {
        return;
    }
    if (got == 0) {
        return close_now();
    }
    open_connection(first == tls_handshake && server_.tls() != nullptr);
}

void Link::open_connection(bool tls)
{
    connection_ = std::unique_ptr<net::Connection>(
        new net::Connection(server_.loop(), fd_, tls ? server_.tls() : nullptr, *this));
    arrival_->first_byte = {}; // now, for the kernel watches the socket already
    arrival_->silence = {};
    if (tls) {
        start_deadline(decision_time); // for the handshake
    }
}

// Nobody has longer than for all of their registration. 0: no limit.
void Link::start_deadline(Millis time)
{
    const Millis registration = server_.network().settings().timeouts.registration;
    const Millis most = registration > Millis::zero() ? std::min(time, registration) : time;
    const Instant due = server_.clock().now() + most;
    deadline_ = net::Timer(server_.loop(), most, [this, time, due] {
        if (server_.clock().now() > due + held_up) { // what was said meanwhile may lie unread
            return start_deadline(time);
        }
        refuse(TurnedAway::too_slow, "!! this took too long: goodbye\r\n",
               "said nothing that could be understood");
    });
}

// Who has been greeted may stay for as long as they are silent; who has not, will not be.
void Link::expect_a_word()
{
    const Millis registration = server_.network().settings().timeouts.registration;
    if (arrival_->greeted || registration == Millis::zero()) {
        deadline_ = {};
        return;
    }
    start_deadline(registration);
}

void Link::on_connected() noexcept
{
    if (door_ == nullptr && !closing_) {
        expect_a_word();
    }
}

void Link::greet()
{
    arrival_->silence = {};
    arrival_->greeted = true;
    if (connection_ == nullptr) {
        open_connection(false);
    }
    connection_->append(PlainDoor::hello(server_.network().settings()));
    mark_dirty();
}

// ---- who is this?

void Link::decide()
{
    if (!std::exchange(arrival_->heard, true)) {
        start_deadline(decision_time);
    }
    const Opening opening = by_mode(net::classify(connection_->input()));
    if (opening != Opening::undecided) {
        return take_opening(opening);
    }
    arrival_->silence = net::Timer(server_.loop(), piece_pause, [this] { decide_after_silence(); });
}

// What a listener is for leaves nothing to guess; but no web page comes in by any.
Opening Link::by_mode(Opening opening) const
{
    if (opening == Opening::undecided || opening == Opening::http) {
        return opening;
    }
    return arrival_->mode == ListenMode::irc     ? Opening::irc
           : arrival_->mode == ListenMode::plain ? Opening::plain
                                                 : opening;
}

void Link::decide_after_silence()
{
    arrival_->silence = {};
    if (arrival_->mode == ListenMode::irc || connection_ == nullptr) {
        return;
    }
    const Opening opening = arrival_->mode == ListenMode::plain
                                ? Opening::plain
                                : net::classify_after_silence(connection_->input());
    if (opening != Opening::undecided) {
        take_opening(opening);
    }
}

void Link::take_opening(Opening opening)
{
    arrival_->silence = {};
    switch (opening) {
    case Opening::irc: {
        core::Session& session = open_session(DoorKind::irc);
        door_ = std::make_unique<IrcDoor>(server_.dispatch(), session.id);
        return read();
    }
    case Opening::plain: {
        const bool greeted = arrival_->greeted;
        core::Session& session = open_session(DoorKind::plain);
        door_ = std::make_unique<PlainDoor>(
            server_.network(), server_.dispatch(), session, server_.guest_nick(address_),
            greeted ? PlainDoor::Greeted::yes : PlainDoor::Greeted::no);
        return read();
    }
    case Opening::http:
        return refuse(TurnedAway::http,
                      "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                      "an HTTP request");
    case Opening::ssh:
        return refuse(TurnedAway::ssh,
                      "!! this is a chat server: use an IRC client or nc, not ssh\r\n",
                      "an SSH client");
    case Opening::proxy_header:
        return refuse(TurnedAway::proxy_header, "", "a PROXY header, which is not accepted here");
    case Opening::tls:
        return refuse(TurnedAway::tls, "", "TLS inside TLS, or where there is none");
    case Opening::too_long:
        return refuse(TurnedAway::too_long, "!! no line end in 8192 bytes: goodbye\r\n",
                      "no line end in 8192 bytes");
    case Opening::binary:
        return refuse(TurnedAway::binary, "!! this is a chat server, and that is no text\r\n",
                      "bytes that are no text");
    case Opening::undecided:
        return;
    }
}

core::Session& Link::open_session(DoorKind kind)
{
    const std::string_view door = door_names[static_cast<std::size_t>(kind)];
    kind_ = kind;
    deadline_ = {};
    const std::unique_ptr<Arrival> arrival = std::move(arrival_);
    core::Session& session = server_.network().open_session();
    session_ = session.id;
    session.link = id_.bits();
    session.address = address_;
    session.registration->host = server_.shown_host(address_);
    session.secure = connection_->is_tls();
    session.private_path = session.secure || arrival->local;
    if (std::string shown = connection_->peer_fingerprint(); !shown.empty()) {
        session.rare.change().certificate = std::move(shown);
    }
    session.user_flags = session.secure ? core::user_secure : 0U;
    server_.log(*this, concat({"came in by the ", door, " door",
                               session.secure ? " over " + connection_->tls_version() : ""}));
    return session;
}

void Link::refuse(TurnedAway why, std::string_view farewell, std::string_view reason)
{
    server_.traffic().turn_away(why);
    server_.log(*this, concat({"refused: ", reason}));
    if (connection_ == nullptr || !connection_->is_connected()) {
        return close_now(); // nothing can be said in a handshake
    }
    connection_->append(farewell);
    end();
}

// ---- reading

void Link::on_readable() noexcept
{
    if (closing_) {
        return connection_->consume(connection_->input().size());
    }
    door_ == nullptr ? decide() : read();
}

void Link::read()
{
    if (closing_ || closed_ || door_ == nullptr) {
        return;
    }
    const Door::Progress progress = door_->read(connection_->input(), server_.clock().now());
    connection_->consume(progress.consumed);
    Traffic::Door& traffic = server_.traffic().at(kind_);
    traffic.bytes_in += progress.consumed;
    traffic.lines_in += progress.lines;
    wait_until(progress.again);
    if (progress.more) {
        return server_.read_later(*this);
    }
    if (eof_ && !progress.waits && door_->end()) {
        server_.read_later(*this);
    }
}

void Link::wait_until(std::optional<Instant> when)
{
    if (!when) {
        later_ = {};
        return;
    }
    const Millis pause = std::max(*when - server_.clock().now(), Millis(1));
    later_ = net::Timer(server_.loop(), pause, [this] {
        later_ = {};
        read();
    });
}

void Link::on_eof() noexcept
{
    eof_ = true;
    if (closing_) {
        return close_now();
    }
    if (door_ == nullptr) {
        finish_reading();
    }
    if (door_ != nullptr) {
        deadline_ = net::Timer(server_.loop(), farewell_time, [this] { close_now(); });
        read();
    }
}

// All there will ever be is here: an unfinished first line is a line.
void Link::finish_reading()
{
    const bool said_something = connection_ != nullptr && !connection_->input().empty();
    const Opening opening = said_something
                                ? by_mode(net::classify(concat({connection_->input(), "\n"})))
                                : Opening::undecided;
    if (opening == Opening::undecided) {
        return close_now();
    }
    take_opening(opening);
}

void Link::on_error(std::string_view why) noexcept
{
    if (!closing_) {
        server_.log(*this, concat({"connection broken: ", why}));
    }
    if (core::Session* session = server_.network().world().find(session_)) {
        server_.network().doom(*session, why);
    }
    close_now();
}

// ---- writing

void Link::mark_dirty()
{
    if (!std::exchange(dirty_, true)) {
        server_.mark_dirty(*this);
    }
}

std::size_t Link::send_limit() const
{
    const bool skips = door_ != nullptr && door_->skips();
    return skips ? plain_send_queue : server_.network().settings().limits.send_queue;
}

bool Link::has_room() const
{
    const std::size_t most = server_.is_crowded() ? little_room : send_limit() / 4;
    return !closed_ && connection_ != nullptr && connection_->queued() < most;
}

void Link::append(core::Session& session, std::string_view kept)
{
    if (closed_) {
        return;
    }
    const std::size_t queued = connection_->queued() + kept.size();
    if (queued > least_send_limit && queued > send_limit()) {
        return fall_behind(session);
    }
    Traffic::Door& traffic = server_.traffic().at(kind_);
    ++traffic.lines_out;
    traffic.bytes_out += kept.size();
    connection_->append_kept(server_.arena(), kept);
    mark_dirty();
}

void Link::fall_behind(core::Session& session)
{
    if (door_ != nullptr && door_->skips()) {
        ++server_.traffic().at(kind_).slow_readers;
        skipping_ = true;
        door_->on_skipped();
    } else if (session.is_open()) {
        give_up_on(session, "its send queue is full");
    }
}

void Link::give_up_on(core::Session& session, std::string_view why)
{
    ++server_.traffic().at(kind_).slow_readers;
    server_.log(*this, concat({"does not read: ", why}));
    server_.network().doom(session, "Send queue exceeded");
}

void Link::count_queue()
{
    const auto now = static_cast<std::uint32_t>(closed_ ? 0 : queued());
    server_.recount(std::exchange(counted_, now), now);
}

// What is queued goes with it: who did not read until now would have to read all of it to see why.
void Link::let_go()
{
    core::Session* session = server_.network().world().find(session_);
    if (session != nullptr && session->is_open()) {
        give_up_on(*session, "all send queues together are full, and its is the longest");
    }
    close_now();
}

void Link::flush()
{
    dirty_ = false;
    if (closed_) {
        return;
    }
    if (!connection_->flush()) {
        return on_error("the other side has closed the connection");
    }
    count_queue();
    if (closing_ && connection_->queued() == 0) {
        connection_->finish();
        close_now();
    }
}

void Link::on_drained() noexcept
{
    count_queue();
    if (connection_->queued() != 0) {
        return;
    }
    if (closing_) {
        connection_->finish();
        return close_now();
    }
    if (std::exchange(skipping_, false) && door_ != nullptr) {
        door_->on_drained();
    }
}

// ---- ending

void Link::end()
{
    closing_ = true;
    later_ = {};
    arrival_.reset();
    if (connection_ == nullptr) {
        return close_now();
    }
    deadline_ = net::Timer(server_.loop(), farewell_time, [this] { close_now(); });
    mark_dirty();
}

void Link::close_now()
{
    if (std::exchange(closed_, true)) {
        return;
    }
    closing_ = true;
    if (connection_ != nullptr) {
        connection_->pause_reading();
    }
    count_queue();
    arrival_.reset();
    if (core::Session* session = server_.network().world().find(session_)) {
        server_.network().doom(*session, "Connection closed");
    }
    server_.bury(*this);
}

} // namespace hubbub::daemon
