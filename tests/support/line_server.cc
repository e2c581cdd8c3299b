// SPDX-License-Identifier: MIT
#include "tests/support/line_server.h"

#include "tests/support/catch.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace hubbub::tests {

LineServer::LineServer() : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(bind(fd_, reinterpret_cast<const sockaddr*>(&address), size) == 0);
    REQUIRE(getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    REQUIRE(listen(fd_, 8) == 0);
    port_ = ntohs(address.sin_port);
}

LineServer::~LineServer()
{
    close(fd_);
}

std::string LineServer::address() const
{
    return "127.0.0.1:" + std::to_string(port_);
}

LineClient LineServer::accept()
{
    return LineClient::of_socket(accept_socket());
}

int LineServer::accept_socket()
{
    REQUIRE(wait_readable(fd_, deadline_in(patience)));
    return accept4(fd_, nullptr, nullptr, SOCK_CLOEXEC);
}

LineClient LineServer::welcome(const std::string& nick, const std::string& caps)
{
    LineClient client = accept();
    client.expect("CAP LS");
    client.expect("USER ");
    client.say(":s CAP * LS :" + caps);
    if (!caps.empty()) {
        client.expect("CAP REQ");
        client.say(":s CAP " + nick + " ACK :" + caps);
    }
    client.expect("CAP END");
    client.say(":s 001 " + nick + " :Welcome");
    client.expect("JOIN #lobby");
    client.say(":" + nick + "!u@h JOIN #lobby");
    client.say(":s 353 " + nick + " = #lobby :" + nick);
    client.say(":s 366 " + nick + " #lobby :End");
    return client;
}

} // namespace hubbub::tests
