// SPDX-License-Identifier: MIT
// One stream socket, in the clear or with TLS. What is appended during a turn goes out with one
// write when flush() is called; only what the kernel does not take then waits for the loop, in a
// bufferevent. TLS is a bufferevent all along; in the clear there is one only as long as something
// waits, so that an idle connection is small.
#pragma once

#include "net/address.h"
#include "net/clear_input.h"
#include "net/loop.h"
#include "net/stream_handler.h"
#include "net/turn_arena.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct bufferevent;
struct ssl_st;

namespace hubbub::net {

class TlsContext;

class Connection {
  public:
    using Handler = StreamHandler;

    // Takes over an accepted socket. tls: null for the clear.
    Connection(Loop& loop, int fd, const TlsContext* tls, Handler& handler);
    // Takes over a socket that we have connected. host: the name for SNI, where tls is given. It is
    // read in small pieces, so that between two a key that is pressed can have its turn.
    Connection(Loop& loop, int fd, const TlsContext* tls, const std::string& host,
               Handler& handler);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // All that has arrived, in one piece; valid until consume() or the end of on_readable().
    std::string_view input() const;
    void consume(std::size_t bytes);
    void pause_reading();
    void resume_reading();
    // The last read brought as much as one brings: there may be more.
    bool may_have_more() const { return input_ ? input_->was_full() : read_much_; }

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
    void adopt_tls(bufferevent* event);
    bufferevent& buffer();
    void let_buffer_go();
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
    std::optional<ClearInput> input_;              // in the clear
    std::unique_ptr<bufferevent, Deleter> buffer_; // in the clear: null while nothing is buffered_
    ssl_st* ssl_ = nullptr;                        // owned by buffer_
    TurnArena* arena_ = nullptr;                   // of kept_
    TurnArena::Chain kept_; // appended and not copied; empty while buffered_ or waiting_
    int fd_;
    bool buffered_ = false;  // something is in the output buffer, since the last flush
    bool waiting_ = false;   // the write event is on
    bool paused_ = false;    // with TLS: the caller does not want more
    bool full_ = false;      // with TLS: more is waiting to be consumed than we take
    bool read_much_ = false; // with TLS: see may_have_more()
    bool connected_ = false; // and shaken hands, with TLS
    bool finishing_ = false; // sending ends when the queue is empty
};

// For a socket just made: no delays, keepalive, and a bound on what the kernel swallows for a
// reader that has stopped. What a TCP socket accepts has these from the one that listens.
void set_socket_options(int fd);

} // namespace hubbub::net
