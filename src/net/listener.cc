// SPDX-License-Identifier: MIT
#include "net/listener.h"

#include "base/diag.h"
#include "base/strings.h"
#include "net/connection.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <limits>
#include <utility>

namespace hubbub::net {

namespace {

constexpr int most_at_once = 64;
constexpr Millis nap = std::chrono::seconds(1); // when too few descriptors are left
constexpr Millis quiet_time = std::chrono::minutes(1);
// For what is no client: the database, certificates that are renewed, whoever asks for metrics.
constexpr rlim_t kept_back = 16;
constexpr const char* too_few = "too few file descriptors are left";

// The highest descriptor that a client may have, and one more. The kernel gives the lowest that is
// free: all below it are in use.
int end_of_clients()
{
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    const rlim_t end = files.rlim_cur - std::min(kept_back, files.rlim_cur / 4);
    return static_cast<int>(std::min<rlim_t>(end, std::numeric_limits<int>::max()));
}

Error cannot_listen(const Address& address, int error)
{
    const char* hint = error == EADDRINUSE ? " (is another hubbubd running?)" : "";
    return Error{concat({"cannot listen on ", address.text(), ": ", std::strerror(error), hint})};
}

// A socket file that nobody answers on is left over from a crash. Any other file refuses too, and
// stays.
void remove_stale(const Address& address)
{
    struct stat status {};
    if (lstat(address.text().c_str(), &status) != 0 || !S_ISSOCK(status.st_mode)) {
        return;
    }
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(fd, address.data(), address.size()) != 0 && errno == ECONNREFUSED) {
        unlink(address.text().c_str());
    }
    close(fd);
}

} // namespace

Result<int> open_listening_socket(const Address& address)
{
    if (address.is_unix()) {
        remove_stale(address);
    }
    const int fd = socket(address.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return cannot_listen(address, errno);
    }
    set_socket_options(fd); // before it listens: whoever has connected by then inherits nothing
    const int on = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (address.data()->sa_family == AF_INET6) { // [::] leaves 0.0.0.0 to whoever wants it
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    }
    if (bind(fd, address.data(), address.size()) != 0 || listen(fd, SOMAXCONN) != 0) {
        const int error = errno;
        close(fd);
        return cannot_listen(address, error);
    }
    return fd;
}

Result<std::unique_ptr<Listener>> Listener::open(Loop& loop, const Address& address,
                                                 Accepted accepted)
{
    const Result<int> fd = open_listening_socket(address);
    if (!fd) {
        return fd.error();
    }
    return std::unique_ptr<Listener>(new Listener(
        loop, *fd, std::move(accepted), address.is_unix() ? address.text() : std::string{},
        address.is_unix() ? Inherited::nothing : Inherited::options)); // unix(7)
}

Result<std::unique_ptr<Listener>> Listener::adopt(Loop& loop, int fd, Accepted accepted)
{
    int listening = 0;
    socklen_t size = sizeof listening;
    if (getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) != 0 || listening == 0) {
        return Error{concat({"descriptor ", std::to_string(fd), " is no listening socket"})};
    }
    // systemd hands over blocking ones; accepting the last of a batch would stop the loop.
    if (fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK) != 0 ||
        fcntl(fd, F_SETFD, FD_CLOEXEC) != 0) {
        return Error{
            concat({"cannot use descriptor ", std::to_string(fd), ": ", std::strerror(errno)})};
    }
    return std::unique_ptr<Listener>(
        new Listener(loop, fd, std::move(accepted), {}, Inherited::nothing));
}

Listener::Listener(Loop& loop, int fd, Accepted accepted, std::string path, Inherited inherited)
    : loop_(loop), fd_(fd), accepted_(std::move(accepted)), path_(std::move(path)),
      inherited_(inherited)
{
    watch();
}

Listener::~Listener()
{
    watch_.reset();
    close(fd_);
    if (!path_.empty()) {
        unlink(path_.c_str());
    }
}

Address Listener::address() const
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    getsockname(fd_, reinterpret_cast<sockaddr*>(&storage), &size);
    return {reinterpret_cast<const sockaddr*>(&storage), size};
}

void Listener::watch()
{
    watch_.emplace(loop_, fd_, FdWatch::For::reading, [this] { accept_some(); });
}

void Listener::accept_some()
{
    const int end = end_of_clients();
    for (int i = 0; i < most_at_once; ++i) {
        sockaddr_storage storage{};
        socklen_t size = sizeof storage;
        const int fd = accept4(fd_, reinterpret_cast<sockaddr*>(&storage), &size,
                               SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd >= 0) {
            if (inherited_ == Inherited::nothing) {
                set_socket_options(fd);
            }
            accepted_(fd, {reinterpret_cast<const sockaddr*>(&storage), size});
            if (fd + 1 >= end) {
                return rest(too_few);
            }
            continue;
        }
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            rest(std::strerror(errno));
        }
        return;
    }
}

// Those who come now wait in the kernel.
void Listener::rest(const char* why)
{
    watch_.reset();
    pause_.emplace(loop_, nap, [this] { wake_up(); });
    if (std::exchange(short_, true)) {
        return;
    }
    ++shortages_;
    shortage_ = why;
    if (!quiet_) {
        tell_shortage();
    }
    quiet_.emplace(loop_, quiet_time, [this] {
        quiet_.reset();
        if (short_ && !told_) {
            tell_shortage();
        }
    });
}

void Listener::wake_up()
{
    const int lowest = fcntl(fd_, F_DUPFD_CLOEXEC, 0);
    if (lowest >= 0) {
        close(lowest);
    }
    if (lowest < 0 || lowest >= end_of_clients()) {
        return rest(too_few);
    }
    short_ = false;
    if (std::exchange(told_, false)) {
        diag::info(concat({"accepting again on ", address().text()}));
    }
    watch();
}

void Listener::tell_shortage()
{
    told_ = true;
    diag::warning(concat({"not accepting on ", address().text(), " for now: ", shortage_,
                          "; nobody inside is affected (raise the limit with LimitNOFILE= or "
                          "ulimit -n)"}));
}

} // namespace hubbub::net
