// SPDX-License-Identifier: MIT
// One socket, from accept() to close(): who it is, the door it came through, what waits to be
// written to it. Server owns links and frees them at the end of a turn.
#pragma once

#include "base/prefetch.h"
#include "base/slot_map.h"
#include "core/ids.h"
#include "daemon/config.h"
#include "daemon/door.h"
#include "daemon/traffic.h"
#include "net/classify.h"
#include "net/connection.h"
#include "net/watch.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace hubbub::daemon {

class Server;

class Link final : private net::Connection::Handler {
  public:
    // Owns the socket from here on.
    Link(Server& server, Id<Link> id, int fd, const net::Address& peer, ListenMode mode);
    ~Link() override;

    Id<Link> id() const { return id_; }
    core::SessionId session() const { return session_; }
    const std::string& address() const { return address_; }

    // ---- for Server, during the turn
    void append(core::Session& session, std::string_view kept); // in the server's arena
    bool has_room() const;                                      // for a portion of a long answer
    void read();                                                // goes on with what has arrived
    void flush();                                               // writes what this turn appended
    void end(); // the session has ended: write the rest, then close
    bool is_dirty() const { return dirty_; }
    void prefetch_connection() const { prefetch(connection_.get()); }
    DoorKind kind() const { return kind_; }
    bool is_tls() const { return connection_ != nullptr && connection_->is_tls(); }
    std::size_t queued() const { return connection_ != nullptr ? connection_->queued() : 0; }
    void count_queue(); // for what all links have queued together
    void let_go();      // it is furthest behind, and others need the memory

  private:
    // Who has come and has not yet shown what they are.
    struct Arrival {
        ListenMode mode;
        bool local;              // from this machine
        bool greeted = false;    // with the first line of the plain door
        bool heard = false;      // they have said something
        net::FdWatch first_byte; // tells TLS from the rest, until there is a connection
        net::Timer silence;      // tells something, too
    };

    void on_connected() noexcept override;
    void on_readable() noexcept override;
    void on_drained() noexcept override;
    void on_eof() noexcept override;
    void on_error(std::string_view why) noexcept override;

    void peek();
    void open_connection(bool tls);
    void start_deadline(Millis time);
    void expect_a_word();
    net::Opening by_mode(net::Opening opening) const;
    void decide();
    void decide_after_silence();
    void greet();
    void take_opening(net::Opening opening);
    core::Session& open_session(DoorKind kind);
    void refuse(TurnedAway why, std::string_view farewell, std::string_view reason);
    void close_now();
    std::size_t send_limit() const;
    void fall_behind(core::Session& session);
    void give_up_on(core::Session& session, std::string_view why);
    void mark_dirty();
    void wait_until(std::optional<Instant> when);
    void finish_reading();

    Server& server_;
    Id<Link> id_;
    std::string address_;
    std::unique_ptr<Arrival> arrival_; // until there is a door, or no hope of one
    std::unique_ptr<net::Connection> connection_;
    std::unique_ptr<Door> door_;
    core::SessionId session_;
    net::Timer deadline_;       // by when it must be known who this is, or closed
    net::Timer later_;          // when reading may go on
    std::uint32_t counted_ = 0; // of what is queued, by the server
    int fd_;                    // until the connection owns it
    DoorKind kind_ = DoorKind::unclassified;
    bool dirty_ = false;
    bool eof_ = false;
    bool closing_ = false; // no more is read; closes when the rest is written
    bool closed_ = false;
    bool skipping_ = false;
};

} // namespace hubbub::daemon
