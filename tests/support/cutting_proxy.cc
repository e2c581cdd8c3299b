// SPDX-License-Identifier: MIT
#include "tests/support/cutting_proxy.h"

#include "tests/support/catch.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

namespace hubbub::tests {

namespace {

constexpr int look_up_ms = 50; // whether the test has ended

sockaddr_in loopback(int port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<in_port_t>(port));
    return address;
}

bool send_all(int fd, const char* bytes, std::size_t size)
{
    while (size != 0) {
        const ssize_t sent = send(fd, bytes, size, MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        bytes += sent;
        size -= static_cast<std::size_t>(sent);
    }
    return true;
}

} // namespace

CuttingProxy::CuttingProxy(int server_port, std::vector<Cut> cuts)
    : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)), server_port_(server_port),
      cuts_(std::move(cuts))
{
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    REQUIRE(bind(fd_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(listen(fd_, 8) == 0);
    REQUIRE(getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
}

CuttingProxy::~CuttingProxy()
{
    ended_ = true;
    thread_.join();
    close(fd_);
}

void CuttingProxy::serve()
{
    while (!ended_) {
        pollfd knock{fd_, POLLIN, 0};
        if (poll(&knock, 1, look_up_ms) > 0) {
            const int client = accept4(fd_, nullptr, nullptr, SOCK_CLOEXEC);
            pass_on(client);
            close(client);
        }
    }
}

void CuttingProxy::pass_on(int client)
{
    const int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(server_port_);
    bool open = connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    Cut cut = made_ < cuts_.size() ? cuts_[made_] : Cut{Way::to_server, SIZE_MAX};
    std::array<char, 4096> bytes{};
    while (open && !ended_) {
        std::array<pollfd, 2> ends{{{client, POLLIN, 0}, {server, POLLIN, 0}}};
        poll(ends.data(), ends.size(), look_up_ms);
        for (const Way way : {Way::to_server, Way::to_client}) {
            const bool up = way == Way::to_server;
            if (!open || ends[up ? 0 : 1].revents == 0) {
                continue;
            }
            const ssize_t got = recv(up ? client : server, bytes.data(), bytes.size(), 0);
            std::size_t size = got > 0 ? static_cast<std::size_t>(got) : 0;
            open = size != 0;
            if (way == cut.way) {
                size = std::min(size, cut.bytes);
                cut.bytes -= cut.bytes == SIZE_MAX ? 0 : size;
            }
            open = open && send_all(up ? server : client, bytes.data(), size) && cut.bytes != 0;
        }
    }
    made_ += cut.bytes == 0 ? 1 : 0;
    close(server);
}

} // namespace hubbub::tests
