// SPDX-License-Identifier: MIT
#include "tui/net/dns_observer.h"

#include "base/strings.h"

#include <ares.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>

namespace hubbub::tui::net {

namespace {

using hubbub::net::Address;

// Over TCP each message follows its length (RFC 1035 section 4.2.2).
std::optional<std::string> take_frame(std::string& stream)
{
    if (stream.size() < 2) {
        return std::nullopt;
    }
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(stream[i]); };
    const std::size_t size = static_cast<std::size_t>(byte(0)) << 8U | byte(1);
    if (stream.size() < 2 + size) {
        return std::nullopt;
    }
    std::string message = stream.substr(2, size);
    stream.erase(0, 2 + size);
    return message;
}

bool only_waits(int error)
{
    return error == EAGAIN || error == EINTR || error == EINPROGRESS;
}

std::uint16_t own_port(int fd)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    if (getsockname(fd, reinterpret_cast<sockaddr*>(&storage), &size) != 0) {
        return 0;
    }
    return Address(reinterpret_cast<const sockaddr*>(&storage), size).port();
}

// What answers nothing that was asked, c-ares does not believe either.
bool answers(const DnsMessage& answer, const DnsMessage& asked)
{
    if (answer.questions.empty() || asked.questions.empty()) {
        return answer.id == asked.id;
    }
    const DnsQuestion& one = answer.questions.front();
    const DnsQuestion& other = asked.questions.front();
    return answer.id == asked.id && one.type == other.type &&
           equals_ignoring_case(one.name, other.name);
}

bool is_same(const DnsMessage& one, const DnsMessage& other)
{
    return one.id == other.id && !one.questions.empty() && !other.questions.empty() &&
           one.questions.front().type == other.questions.front().type;
}

std::string joined(const iovec* pieces, int count)
{
    std::string bytes;
    for (int i = 0; i < count; ++i) {
        bytes.append(static_cast<const char*>(pieces[i].iov_base), pieces[i].iov_len);
    }
    return bytes;
}

} // namespace

DnsObserver::DnsObserver(const Clock& clock, std::vector<DnsExchange>& exchanges)
    : clock_(clock), exchanges_(exchanges), began_(clock.now())
{
}

// With these, c-ares leaves the options of its sockets to us.
const ares_socket_functions& DnsObserver::functions()
{
    static const ares_socket_functions table = {
        [](int family, int type, int protocol, void* self) -> ares_socket_t {
            const int fd = socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
            if (fd >= 0) {
                static_cast<DnsObserver*>(self)->sockets_[fd].over_tcp = type == SOCK_STREAM;
            }
            return fd;
        },
        [](ares_socket_t fd, void* self) -> int {
            static_cast<DnsObserver*>(self)->broke(fd, 0);
            static_cast<DnsObserver*>(self)->sockets_.erase(fd);
            return close(fd);
        },
        [](ares_socket_t fd, const sockaddr* to, ares_socklen_t size, void* self) -> int {
            static_cast<DnsObserver*>(self)->sockets_[fd].peer = Address(to, size);
            return connect(fd, to, size);
        },
        [](ares_socket_t fd, void* bytes, size_t size, int flags, sockaddr* from,
           ares_socklen_t* from_size, void* self) -> ares_ssize_t {
            const ssize_t got = recvfrom(fd, bytes, size, flags, from, from_size);
            const int error = errno;
            if (got > 0) {
                static_cast<DnsObserver*>(self)->pass(
                    fd, Way::in, {static_cast<const char*>(bytes), static_cast<std::size_t>(got)});
            } else if (got < 0 && !only_waits(error)) {
                static_cast<DnsObserver*>(self)->broke(fd, error);
            }
            errno = error;
            return got;
        },
        [](ares_socket_t fd, const iovec* pieces, int count, void* self) -> ares_ssize_t {
            const ssize_t sent = writev(fd, pieces, count);
            const int error = errno;
            const bool failed = sent < 0 && !only_waits(error);
            if (sent > 0 || failed) { // what could not be sent is told, too
                const std::string bytes = joined(pieces, count);
                static_cast<DnsObserver*>(self)->pass(
                    fd, Way::out,
                    std::string_view(bytes).substr(0, failed ? bytes.size()
                                                             : static_cast<std::size_t>(sent)));
            }
            if (failed) {
                static_cast<DnsObserver*>(self)->broke(fd, error);
            }
            errno = error;
            return sent;
        },
    };
    return table;
}

void DnsObserver::observe(ares_channeldata* channel)
{
    ares_set_socket_functions(channel, &functions(), this);
}

void DnsObserver::finish()
{
    for (DnsExchange& exchange : exchanges_) {
        end(exchange, "no answer");
    }
}

Millis DnsObserver::now() const
{
    return clock_.now() - began_;
}

void DnsObserver::pass(int fd, Way way, std::string_view bytes)
{
    Socket& socket = sockets_[fd];
    if (!socket.over_tcp) {
        return take_message(fd, way, bytes);
    }
    std::string& stream = way == Way::out ? socket.sent : socket.received;
    stream += bytes;
    while (const std::optional<std::string> message = take_frame(stream)) {
        take_message(fd, way, *message);
    }
}

void DnsObserver::take_message(int fd, Way way, std::string_view bytes)
{
    std::optional<DnsMessage> message = read_dns_message(bytes);
    if (!message) {
        return; // c-ares does not believe it either
    }
    way == Way::out ? asked(fd, std::move(*message)) : answered(fd, std::move(*message));
}

// The same question again: the first asking has come to nothing.
void DnsObserver::asked(int fd, DnsMessage&& message)
{
    for (DnsExchange& before : exchanges_) {
        if (is_same(before.asked, message)) {
            end(before, "no answer, asked again");
        }
    }
    DnsExchange exchange;
    exchange.resolver = sockets_[fd].peer;
    exchange.over_tcp = sockets_[fd].over_tcp;
    exchange.our_port = own_port(fd);
    exchange.at = now();
    exchange.asked = std::move(message);
    exchanges_.push_back(std::move(exchange));
    fds_.push_back(fd);
}

void DnsObserver::answered(int fd, DnsMessage&& message)
{
    for (std::size_t i = exchanges_.size(); i-- > 0;) {
        DnsExchange& exchange = exchanges_[i];
        const bool is_open = !exchange.answered && exchange.failure.empty();
        if (is_open && fds_[i] == fd && answers(message, exchange.asked)) {
            exchange.took = now() - exchange.at;
            exchange.answered = std::move(message);
            return;
        }
    }
}

void DnsObserver::broke(int fd, int error)
{
    for (std::size_t i = 0; i < exchanges_.size(); ++i) {
        if (fds_[i] == fd) {
            end(exchanges_[i], error == 0 ? "no answer" : std::strerror(error));
            fds_[i] = -1; // the number will be another socket's
        }
    }
}

void DnsObserver::end(DnsExchange& exchange, std::string_view why)
{
    if (!exchange.answered && exchange.failure.empty()) {
        exchange.failure = why;
        exchange.took = now() - exchange.at;
    }
}

} // namespace hubbub::tui::net
