// SPDX-License-Identifier: MIT
// A unix socket that listens under a name of the kernel's choosing: for servers that run inside a
// test, beside those who call them.
#pragma once

#include "base/ensure.h"

#include <sys/socket.h>
#include <sys/un.h>

namespace hubbub::tests {

struct Meeting {
    sockaddr_un address{};
    socklen_t size = sizeof address;
    int fd =
        socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0); // whoever serves owns it

    Meeting()
    {
        address.sun_family = AF_UNIX;
        HUBBUB_ENSURE(bind(fd, as_any(), sizeof address.sun_family) == 0 && listen(fd, 64) == 0);
        HUBBUB_ENSURE(getsockname(fd, as_any(), &size) == 0);
    }

    // A socket connected to it that does not block.
    int call()
    {
        const int caller = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        HUBBUB_ENSURE(connect(caller, as_any(), size) == 0);
        return caller;
    }

  private:
    sockaddr* as_any() { return reinterpret_cast<sockaddr*>(&address); }
};

} // namespace hubbub::tests
