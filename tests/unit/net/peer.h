// SPDX-License-Identifier: MIT
// One end of a connection, and what it has heard.
#pragma once

#include "net/connection.h"
#include "net/loop.h"
#include "net/tls.h"
#include "tests/support/catch.h"

#include <fcntl.h>
#include <sys/socket.h>

#include <memory>
#include <string>
#include <string_view>

namespace hubbub::tests {

struct Peer final : net::StreamHandler {
    std::unique_ptr<net::Connection> connection;
    std::string heard;
    std::string error;
    bool connected = false;
    bool ended = false;
    bool drained = false;

    void connect(net::Loop& loop, const net::Address& to, const net::TlsContext* tls)
    {
        const int fd = socket(to.family(), SOCK_STREAM | SOCK_CLOEXEC, 0);
        REQUIRE(::connect(fd, to.data(), to.size()) == 0);
        fcntl(fd, F_SETFL, O_NONBLOCK);
        connection = std::unique_ptr<net::Connection>(
            new net::Connection(loop, fd, tls, "localhost", *this));
        connected = tls == nullptr;
    }

    void on_connected() noexcept override { connected = true; }
    void on_readable() noexcept override
    {
        heard += connection->input();
        connection->consume(connection->input().size());
    }
    void on_drained() noexcept override { drained = true; }
    void on_eof() noexcept override { ended = true; }
    void on_error(std::string_view why) noexcept override { error = why; }
};

} // namespace hubbub::tests
