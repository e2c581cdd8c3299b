// SPDX-License-Identifier: MIT
// One stream socket over a bufferevent, in the clear or with TLS. What is appended during a turn
// goes out with one write when flush() is called; only what the kernel does not take then waits for
// the loop.
#pragma once

#include "net/address.h"
#include "net/loop.h"
#include "net/turn_arena.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

struct bufferevent;
struct ssl_st;

namespace hubbub::net {

class TlsContext;

class Connection {
  public:
    // Called from the loop. The connection must not be destroyed from within, but in a later part
    // of the turn.
    class Handler {
      public:
        virtual ~Handler() = default;
        virtual void on_connected() noexcept {} // the TLS handshake is over
        virtual void on_readable() noexcept = 0;
        virtual void on_drained() noexcept {} // what waited for the loop is written
        virtual void on_eof() noexcept = 0;   // the other side sends no more; writing still works
        virtual void on_error(std::string_view why) noexcept = 0; // it is over
    };

    // Takes over an accepted socket. tls: null for the clear.
    Connection(Loop& loop, int fd, const TlsContext* tls, Handler& handler);
    // Takes over a socket that we have connected. host: the name for SNI, where tls is given.
    Connection(Loop& loop, int fd, const TlsContext* tls, const std::string& host,
               Handler& handler);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // All that has arrived, in one piece; valid until consume() or the loop's next turn.
    std::string_view input() const;
    void consume(std::size_t bytes);
    void pause_reading();
    void resume_reading();

    void append(std::string_view bytes);
    // The same, without a copy as long as the kernel takes all: kept is from arena.keep(), and
    // flush() follows before the arena is cleared.
    void append_kept(TurnArena& arena, std::string_view kept)
    {
        if (is_buffering()) {
            return append(kept);
        }
        arena_ = &arena;
        arena.add(kept_, kept);
    }
    // Tries to write what was appended: one system call in the clear. False: the peer has gone.
    bool flush();
    // Bytes appended and not yet taken by the kernel.
    std::size_t queued() const { return is_buffering() ? buffered_bytes() : kept_.bytes; }
    // No more will be appended: tells the other side, once everything is written. Destroying the
    // connection before that loses what is queued.
    void finish();

    int fd() const;
    bool is_connected() const { return connected_; } // with TLS: the handshake is done
    bool is_tls() const { return ssl_ != nullptr; }
    std::string tls_version() const;      // "TLSv1.3"
    std::string tls_cipher() const;       // "TLS_AES_256_GCM_SHA384"
    std::string peer_fingerprint() const; // SHA-256 of the peer's certificate, hex; empty: none
    // Why the peer's certificate is not to be trusted by the CAs and the name; empty: it is.
    std::string verify_error() const;
    Address local() const;
    Address peer() const;

  private:
    struct Deleter {
        void operator()(bufferevent* event) const noexcept;
    };
    void adopt(bufferevent* event);
    void on_read();
    void bound_input();
    void on_write();
    void on_event(short what);
    void fail(int error);
    void end_sending();
    void copy_kept(std::size_t from);
    bool is_buffering() const { return buffered_ || waiting_ || ssl_ != nullptr; }
    std::size_t buffered_bytes() const;
    bool flush_kept();
    void write_later();

    Loop& loop_;
    Handler& handler_;
    std::unique_ptr<bufferevent, Deleter> event_;
    ssl_st* ssl_ = nullptr;      // owned by event_
    TurnArena* arena_ = nullptr; // of kept_
    TurnArena::Chain kept_;      // appended and not copied; empty while buffered_ or waiting_
    int fd_;
    bool buffered_ = false;  // something is in the output buffer, since the last flush
    bool waiting_ = false;   // the write event is on
    bool paused_ = false;    // the caller does not want more
    bool full_ = false;      // more is waiting to be consumed than we take
    bool connected_ = false; // and shaken hands, with TLS
    bool finishing_ = false; // sending ends when the queue is empty
};

// For a socket just made: no delays, keepalive, and a bound on what the kernel swallows for a
// reader that has stopped. What a TCP socket accepts has these from the one that listens.
void set_socket_options(int fd);

} // namespace hubbub::net
