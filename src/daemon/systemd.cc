// SPDX-License-Identifier: MIT
#include "daemon/systemd.h"

#include "base/strings.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>

namespace hubbub::daemon {

void notify_systemd(std::string_view state)
{
    const char* path = std::getenv("NOTIFY_SOCKET");
    sockaddr_un address{};
    if (path == nullptr || std::strlen(path) >= sizeof address.sun_path) {
        return;
    }
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path, std::strlen(path));
    if (address.sun_path[0] == '@') {
        address.sun_path[0] = '\0'; // the abstract namespace
    }
    const int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + std::strlen(path));
    sendto(fd, state.data(), state.size(), MSG_NOSIGNAL,
           reinterpret_cast<const sockaddr*>(&address), size);
    close(fd);
}

std::vector<int> sockets_from_systemd()
{
    constexpr int first = 3; // SD_LISTEN_FDS_START
    const char* pid = std::getenv("LISTEN_PID");
    const char* count = std::getenv("LISTEN_FDS");
    std::vector<int> sockets;
    if (pid == nullptr || count == nullptr || parse_number<pid_t>(pid) != getpid()) {
        return sockets;
    }
    const int last = first + parse_number<int>(count).value_or(0);
    for (int fd = first; fd < last; ++fd) {
        fcntl(fd, F_SETFD, FD_CLOEXEC);
        fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
        sockets.push_back(fd);
    }
    return sockets;
}

} // namespace hubbub::daemon
