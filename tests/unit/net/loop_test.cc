// SPDX-License-Identifier: MIT
// The loop and all that registers with it, on real sockets of this machine.
#include "net/http_server.h"
#include "net/listener.h"
#include "net/loop.h"
#include "net/watch.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"
#include "tests/support/turn_until.h"
#include "tests/unit/net/peer.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

using namespace hubbub;
using namespace hubbub::net;
using tests::Peer;
using tests::turn_until;
using namespace std::chrono_literals;

TEST_CASE("an alarm rings when the calendar has come so far, and again when it is set again")
{
    Loop loop;
    const SystemClock clock;
    int rings = 0;
    WallAlarm alarm(loop, [&] { ++rings; });
    const WallTime first = clock.wall() + 20ms;
    alarm.set(first);
    turn_until(loop, [&] { return rings == 1; });
    CHECK(clock.wall() >= first);
    alarm.set(clock.wall() - 1h); // that was long ago
    turn_until(loop, [&] { return rings == 2; });
}

TEST_CASE("a port that is taken is told in one sentence")
{
    Loop loop;
    const auto nobody = [](int, const Address&) {};
    const auto first =
        Listener::open(loop, Address::from_host("127.0.0.1", 0).take(), nobody).take();
    const auto second = Listener::open(loop, first->address(), nobody);
    REQUIRE_FALSE(second);
    CHECK(second.error().sentence.find("is another hubbubd running?") != std::string::npos);
}

TEST_CASE("a timer may destroy itself, and one destroyed does not fire")
{
    Loop loop;
    int fired = 0;
    std::optional<Timer> self;
    self.emplace(loop, 1ms, [&] {
        ++fired;
        self.reset();
    });
    {
        const Timer gone(loop, 1ms, [&] { fired += 100; });
    }
    turn_until(loop, [&] { return fired != 0; });
    CHECK(fired == 1);
}

TEST_CASE("addresses are read and written")
{
    CHECK(Address::parse("127.0.0.1:5000")->text() == "127.0.0.1:5000");
    CHECK(Address::parse("[::1]:5000")->text() == "[::1]:5000");
    CHECK(Address::parse("[::1]:5000")->is_local());
    CHECK_FALSE(Address::parse("192.0.2.1:1")->is_local());
    CHECK_FALSE(Address::parse("chat.example:5000"));
    std::string host;
    std::uint16_t port = 7;
    CHECK(split_host_port("::1", host, port));
    CHECK((host == "::1" && port == 7));
    CHECK_FALSE(split_host_port("host:99999", host, port));
}

TEST_CASE("a unix socket takes the place of a dead one, and of nothing else")
{
    Loop loop;
    const auto nobody = [](int, const Address&) {};
    tests::TempDir directory;
    const std::string path = directory.file("socket");
    const Address address = Address::from_path(path).take();
    {
        const int dead = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        REQUIRE(bind(dead, address.data(), address.size()) == 0);
        close(dead);
    }
    CHECK(Listener::open(loop, address, nobody)); // and it is removed at the end
    struct stat status {};
    CHECK(stat(path.c_str(), &status) != 0);

    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    REQUIRE(file >= 0);
    close(file);
    CHECK_FALSE(Listener::open(loop, address, nobody));
    CHECK(stat(path.c_str(), &status) == 0);
}

TEST_CASE("all addresses of IPv6 and all of IPv4 may be listened to at one port")
{
    net::Loop loop;
    const auto nobody = [](int fd, const net::Address&) { close(fd); };
    Result<std::unique_ptr<net::Listener>> six =
        net::Listener::open(loop, *net::Address::from_host("::", 0), nobody);
    if (!six) {
        SUCCEED("there is no IPv6 on this machine");
        return;
    }
    const std::uint16_t port = (*six)->address().port();
    CHECK(net::Listener::open(loop, *net::Address::from_host("0.0.0.0", port), nobody));
}

TEST_CASE("a listening socket from elsewhere is made non-blocking; anything else is refused")
{
    Loop loop;
    int accepted = 0;
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    const Address any = Address::from_host("127.0.0.1", 0).take();
    REQUIRE(bind(fd, any.data(), any.size()) == 0);
    CHECK_FALSE(Listener::adopt(loop, fd, [](int, const Address&) {}));
    REQUIRE(listen(fd, 5) == 0);
    const auto listener = Listener::adopt(loop, fd, [&](int peer, const Address&) {
                              ++accepted;
                              close(peer);
                          }).take();
    CHECK((fcntl(fd, F_GETFL) & O_NONBLOCK) != 0);
    REQUIRE((fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0);
    Peer peer;
    peer.connect(loop, listener->address(), nullptr);
    turn_until(loop, [&] { return accepted == 1; });
}

TEST_CASE("the loop tells when waiting is over, once a turn and before its callbacks")
{
    Loop loop;
    std::string order;
    loop.on_wake([&] { order += "wake "; });
    loop.post([&] { order += "posted "; });
    const Timer timer(loop, 0ms, [&] { order += "timer "; });
    while (order.find("timer") == std::string::npos || order.find("posted") == std::string::npos) {
        order += "turn: ";
        loop.run_once();
    }
    for (std::size_t turn = order.find("turn: "); turn != std::string::npos;
         turn = order.find("turn: ", turn + 1)) {
        const std::string rest = order.substr(turn + 6, order.find("turn: ", turn + 1) - turn - 6);
        CHECK(rest.starts_with("wake "));
        CHECK(rest.rfind("wake ") == 0);
    }
    order.clear();
    loop.run_once(Loop::Wait::not_at_all);
    CHECK(order.empty());
}

TEST_CASE("HTTP answers GET and HEAD, by path, and closes")
{
    Loop loop;
    const auto server = HttpServer::open(
        loop, Address::from_host("127.0.0.1", 0).take(), [](std::string_view path) {
            return HttpServer::Answer{path == "/yes" ? 200 : 404, "text/plain", std::string(path)};
        });
    REQUIRE(server);
    const auto ask = [&](const std::string& request) {
        Peer peer;
        peer.connect(loop, (*server)->address(), nullptr);
        peer.connection->append(request);
        peer.connection->flush();
        turn_until(loop, [&] { return peer.ended || !peer.error.empty(); });
        return peer.heard;
    };
    const std::string yes = ask("GET /yes?x=1 HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(yes.starts_with("HTTP/1.1 200 "));
    CHECK(yes.ends_with("\r\n\r\n/yes"));
    CHECK(ask("GET /no HTTP/1.0\r\n\r\n").starts_with("HTTP/1.0 404 "));
    const std::string head = ask("HEAD /yes HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(head.starts_with("HTTP/1.1 200 "));
    CHECK(head.ends_with("\r\n\r\n"));
    CHECK(ask("DELETE /yes HTTP/1.1\r\nHost: a\r\n\r\n").starts_with("HTTP/1.1 501 "));
    CHECK(
        ask("POST /yes HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n123456789").find(" 200 ") ==
        std::string::npos);
    CHECK(ask("nonsense\r\n\r\n").find(" 200 ") == std::string::npos);
    CHECK(ask("GET /yes HTTP/1.1\r\nX: " + std::string(20000, 'x') + "\r\n\r\n").find(" 200 ") ==
          std::string::npos);
}
