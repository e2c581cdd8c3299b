// SPDX-License-Identifier: MIT
#include "net/dial.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace hubbub::net {

namespace {

int error_of(int fd)
{
    int error = 0;
    socklen_t size = sizeof error;
    return getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

} // namespace

Dial::Dial(Loop& loop, const Address& to, Done done)
    : fd_(socket(to.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)),
      done_(std::move(done))
{
    const int error = fd_ < 0 || connect(fd_, to.data(), to.size()) != 0 ? errno : 0;
    if (fd_ >= 0 && error == EINPROGRESS) {
        answered_.emplace(loop, fd_, FdWatch::For::writing, [this] { tell(error_of(fd_)); });
        return;
    }
    at_once_.emplace(loop, Millis::zero(), [this, error] { tell(error); });
}

Dial::~Dial()
{
    if (fd_ >= 0) {
        close(fd_);
    }
}

void Dial::tell(int error)
{
    answered_.reset();
    const Done done = std::move(done_);
    if (error != 0) {
        return done(Error{std::strerror(error)});
    }
    done(std::exchange(fd_, -1));
}

} // namespace hubbub::net
