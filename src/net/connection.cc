// SPDX-License-Identifier: MIT
#include "net/connection.h"

#include "base/ensure.h"
#include "base/strings.h"
#include "net/tls.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/bufferevent_ssl.h>
#include <event2/event.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace hubbub::net {

namespace {

constexpr std::size_t piece = 4096;            // that libevent decrypts before it looks again
constexpr std::size_t most_pieces = 64;        // that one call writes
constexpr int kernel_send_buffer = 256 * 1024; // bytes; the kernel keeps twice that

std::string tls_error(bufferevent* event)
{
    std::string why;
    while (const unsigned long code = bufferevent_get_openssl_error(event)) {
        if (ERR_GET_LIB(code) != 0) { // else it is libevent's note that a system call failed
            why += concat({why.empty() ? "" : ", ", tls_reason(code)});
        }
    }
    return why;
}

template <typename Name>
Address name_of(int fd, Name name)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    if (fd < 0 || name(fd, reinterpret_cast<sockaddr*>(&storage), &size) != 0) {
        return {};
    }
    return {reinterpret_cast<const sockaddr*>(&storage), size};
}

} // namespace

void set_socket_options(int fd)
{
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &kernel_send_buffer, sizeof kernel_send_buffer);
}

void Connection::Deleter::operator()(bufferevent* event) const noexcept
{
    bufferevent_free(event);
}

Connection::Connection(Loop& loop, int fd, const TlsContext* tls, Handler& handler)
    : loop_(loop), handler_(handler), fd_(fd), connected_(tls == nullptr)
{
    if (tls == nullptr) {
        input_.emplace(loop, fd, handler);
        return;
    }
    ssl_ = tls->new_session();
    adopt_tls(bufferevent_openssl_socket_new(loop.base(), fd, ssl_, BUFFEREVENT_SSL_ACCEPTING,
                                             BEV_OPT_CLOSE_ON_FREE));
}

Connection::Connection(Loop& loop, int fd, const TlsContext* tls, const std::string& host,
                       Handler& handler)
    : loop_(loop), handler_(handler), fd_(fd), connected_(tls == nullptr)
{
    set_socket_options(fd);
    if (tls == nullptr) {
        input_.emplace(loop, fd, handler, piece);
        return;
    }
    ssl_ = tls->new_session_to(host);
    adopt_tls(bufferevent_openssl_socket_new(loop.base(), fd, ssl_, BUFFEREVENT_SSL_CONNECTING,
                                             BEV_OPT_CLOSE_ON_FREE));
}

Connection::~Connection()
{
    if (ssl_ != nullptr) { // the socket is its buffer's
        SSL_set_shutdown(ssl_, SSL_RECEIVED_SHUTDOWN);
        SSL_shutdown(ssl_);
        return;
    }
    input_.reset();
    buffer_.reset();
    close(fd_);
}

void Connection::adopt(bufferevent* event)
{
    HUBBUB_ENSURE(event != nullptr);
    buffer_.reset(event);
    bufferevent_setcb(
        event, [](bufferevent*, void* self) noexcept { static_cast<Connection*>(self)->on_read(); },
        [](bufferevent*, void* self) noexcept { static_cast<Connection*>(self)->on_write(); },
        [](bufferevent*, short what, void* self) noexcept {
            static_cast<Connection*>(self)->on_event(what);
        },
        this);
}

void Connection::adopt_tls(bufferevent* event)
{
    adopt(event);
    bufferevent_openssl_set_allow_dirty_shutdown(event, 1);
    bufferevent_set_max_single_read(event, ClearInput::much);
    bufferevent_enable(event, EV_READ);
}

std::string_view Connection::input() const
{
    if (input_) {
        return input_->bytes();
    }
    evbuffer* buffer = bufferevent_get_input(buffer_.get());
    const std::size_t size = evbuffer_get_length(buffer);
    const unsigned char* bytes = evbuffer_pullup(buffer, -1);
    return bytes == nullptr ? std::string_view{}
                            : std::string_view(reinterpret_cast<const char*>(bytes), size);
}

void Connection::consume(std::size_t bytes)
{
    if (input_) {
        return input_->consume(bytes);
    }
    evbuffer_drain(bufferevent_get_input(buffer_.get()), bytes);
    bound_input();
}

void Connection::pause_reading()
{
    if (input_) {
        return input_->pause();
    }
    paused_ = true;
    bufferevent_disable(buffer_.get(), EV_READ);
}

void Connection::resume_reading()
{
    if (input_) {
        return input_->resume();
    }
    paused_ = false;
    full_ = false;
    bufferevent_enable(buffer_.get(), EV_READ);
}

// ---- reading with TLS

void Connection::on_read()
{
    loop_.woken();
    read_much_ = evbuffer_get_length(bufferevent_get_input(buffer_.get())) >= piece;
    handler_.on_readable();
    bound_input();
}

// libevent's own high-water mark calls back again and again while nothing is consumed.
void Connection::bound_input()
{
    const bool full =
        evbuffer_get_length(bufferevent_get_input(buffer_.get())) >= ClearInput::most_kept;
    if (full == full_ || paused_) {
        return;
    }
    full_ = full;
    full ? bufferevent_disable(buffer_.get(), EV_READ) : bufferevent_enable(buffer_.get(), EV_READ);
}

// ---- writing

void Connection::append(std::string_view bytes)
{
    copy_kept(0);
    if (bytes.empty()) {
        return;
    }
    buffered_ = true;
    evbuffer_add(bufferevent_get_output(&buffer()), bytes.data(), bytes.size());
}

// Into the output buffer, but for the first bytes.
void Connection::copy_kept(std::size_t from)
{
    if (kept_.count == 0) {
        return;
    }
    evbuffer* output = bufferevent_get_output(&buffer());
    arena_->each(kept_, [&](std::string_view piece) {
        const std::size_t gone = std::min(from, piece.size());
        from -= gone;
        evbuffer_add(output, piece.data() + gone, piece.size() - gone);
    });
    kept_ = {};
    buffered_ = true;
}

// What holds what the kernel does not take; in the clear, made when it is first needed.
bufferevent& Connection::buffer()
{
    if (buffer_ == nullptr) {
        adopt(bufferevent_socket_new(loop_.base(), fd_, 0));
        bufferevent_disable(buffer_.get(), EV_WRITE); // flush() writes; the loop only what is left
    }
    return *buffer_;
}

void Connection::let_buffer_go()
{
    buffered_ = false;
    if (ssl_ == nullptr) {
        buffer_.reset();
    }
}

// A bufferevent keeps the front of its output frozen, so that nobody but it writes from there; we
// do, in its stead.
bool Connection::flush()
{
    if (ssl_ != nullptr || waiting_) {
        return true; // the loop is writing already
    }
    if (kept_.count > most_pieces) {
        copy_kept(0);
    }
    if (kept_.count != 0) {
        return flush_kept();
    }
    if (!buffered_) {
        return true;
    }
    evbuffer* output = bufferevent_get_output(buffer_.get());
    evbuffer_unfreeze(output, 1);
    const int written = evbuffer_write(output, fd());
    const int error = errno;
    evbuffer_freeze(output, 1);
    if (written < 0 && error != EAGAIN && error != EINTR) {
        return false;
    }
    evbuffer_get_length(output) == 0 ? let_buffer_go() : write_later();
    return true;
}

// The output buffer is empty, and stays so if the kernel takes everything.
bool Connection::flush_kept()
{
    std::array<iovec, most_pieces> pieces;
    std::size_t count = 0;
    arena_->each(kept_, [&](std::string_view piece) {
        pieces[count++] = {const_cast<char*>(piece.data()), piece.size()};
    });
    const ssize_t written = count == 1 ? write(fd_, pieces[0].iov_base, pieces[0].iov_len)
                                       : writev(fd_, pieces.data(), static_cast<int>(count));
    if (written < 0 && errno != EAGAIN && errno != EINTR) {
        return false;
    }
    const std::size_t taken = written < 0 ? 0 : static_cast<std::size_t>(written);
    if (taken == kept_.bytes) {
        kept_ = {};
        return true;
    }
    copy_kept(taken);
    write_later();
    return true;
}

void Connection::write_later()
{
    waiting_ = true;
    bufferevent_enable(buffer_.get(), EV_WRITE);
}

std::size_t Connection::buffered_bytes() const
{
    return evbuffer_get_length(bufferevent_get_output(buffer_.get()));
}

void Connection::finish()
{
    finishing_ = true;
    if (queued() == 0) {
        end_sending();
    }
}

void Connection::end_sending()
{
    finishing_ = false;
    if (ssl_ != nullptr) {
        SSL_shutdown(ssl_);
    }
    shutdown(fd(), SHUT_WR);
}

void Connection::on_write()
{
    loop_.woken();
    if (waiting_ && queued() == 0) {
        waiting_ = false;
        let_buffer_go();
    }
    if (finishing_ && queued() == 0) {
        end_sending();
    }
    handler_.on_drained();
}

void Connection::on_event(short what)
{
    const int error = EVUTIL_SOCKET_ERROR();
    loop_.woken();
    if ((what & BEV_EVENT_CONNECTED) != 0) {
        connected_ = true;
        return handler_.on_connected();
    }
    // With TLS, libevent calls a broken handshake and a failed write an end, too.
    const bool is_end = (what & BEV_EVENT_EOF) != 0 && (what & BEV_EVENT_WRITING) == 0;
    if (is_end && connected_) {
        bufferevent_enable(buffer_.get(), EV_WRITE); // libevent has stopped writing; we have not
        return handler_.on_eof();
    }
    if ((what & (BEV_EVENT_EOF | BEV_EVENT_ERROR)) != 0) {
        fail(error);
    }
}

void Connection::fail(int error)
{
    const std::string tls = ssl_ != nullptr ? tls_error(buffer_.get()) : std::string{};
    const bool says_why = error != 0 && error != EAGAIN && error != EINPROGRESS;
    handler_.on_error(!tls.empty() ? tls
                      : says_why   ? std::string(std::strerror(error))
                                   : std::string("the connection broke"));
}

int Connection::fd() const
{
    return fd_;
}

std::string Connection::tls_version() const
{
    return ssl_ != nullptr ? SSL_get_version(ssl_) : "";
}

std::string Connection::tls_cipher() const
{
    return ssl_ != nullptr ? SSL_get_cipher_name(ssl_) : "";
}

std::string Connection::peer_fingerprint() const
{
    return ssl_ != nullptr ? fingerprint_of_peer(ssl_) : std::string{};
}

std::string Connection::verify_error() const
{
    return ssl_ != nullptr ? verify_error_of_peer(ssl_) : std::string{};
}

Address Connection::local() const
{
    return name_of(fd(), getsockname);
}

Address Connection::peer() const
{
    return name_of(fd(), getpeername);
}

} // namespace hubbub::net
