// SPDX-License-Identifier: MIT
#include "net/listener.h"

#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"
#include "tests/support/turn_until.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace hubbub;
using namespace hubbub::net;

namespace {

int connected_to(const Address& address)
{
    const int fd = socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC, 0);
    REQUIRE(connect(fd, address.data(), address.size()) == 0);
    return fd;
}

int option(int fd, int level, int name)
{
    int value = 0;
    socklen_t size = sizeof value;
    REQUIRE(getsockopt(fd, level, name, &value, &size) == 0);
    return value;
}

void check_options(int fd, bool tcp)
{
    CHECK(option(fd, SOL_SOCKET, SO_KEEPALIVE) == 1);
    CHECK(option(fd, SOL_SOCKET, SO_SNDBUF) == 512 * 1024); // the kernel keeps twice of it
    CHECK((!tcp || option(fd, IPPROTO_TCP, TCP_NODELAY) == 1));
    close(fd);
}

} // namespace

TEST_CASE("what is accepted has its socket options, over TCP and through a file")
{
    Loop loop;
    const tests::TempDir directory;
    for (const bool tcp : {true, false}) {
        const Address where = tcp ? Address::from_host("127.0.0.1", 0).take()
                                  : Address::from_path(directory.path() + "/door").take();
        int accepted = -1;
        const auto listener =
            Listener::open(loop, where, [&](int fd, const Address&) { accepted = fd; }).take();
        const int client = connected_to(listener->address());
        tests::turn_until(loop, [&] { return accepted >= 0; });
        check_options(accepted, tcp);
        close(client);
    }
}

TEST_CASE("so has what was waiting before the listening socket was ours")
{
    Loop loop;
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const Address any = Address::from_host("127.0.0.1", 0).take();
    REQUIRE(bind(fd, any.data(), any.size()) == 0);
    REQUIRE(listen(fd, 8) == 0);
    sockaddr_in name{};
    socklen_t size = sizeof name;
    REQUIRE(getsockname(fd, reinterpret_cast<sockaddr*>(&name), &size) == 0);
    const int client = connected_to({reinterpret_cast<const sockaddr*>(&name), size});
    int accepted = -1;
    const auto listener =
        Listener::adopt(loop, fd, [&](int one, const Address&) { accepted = one; }).take();
    tests::turn_until(loop, [&] { return accepted >= 0; });
    check_options(accepted, true);
    close(client);
}
