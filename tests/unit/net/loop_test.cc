// SPDX-License-Identifier: MIT
// The loop and all that registers with it, on real sockets of this machine.
#include "net/connection.h"
#include "net/http_server.h"
#include "net/listener.h"
#include "net/loop.h"
#include "net/tls.h"
#include "net/watch.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"
#include "tests/support/turn_until.h"

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
using tests::turn_until;
using namespace std::chrono_literals;

namespace {

struct Peer final : Connection::Handler {
    std::unique_ptr<Connection> connection;
    std::string heard;
    std::string error;
    bool connected = false;
    bool ended = false;
    bool drained = false;

    void connect(Loop& loop, const Address& to, const TlsContext* tls)
    {
        const int fd = socket(to.family(), SOCK_STREAM | SOCK_CLOEXEC, 0);
        REQUIRE(::connect(fd, to.data(), to.size()) == 0);
        fcntl(fd, F_SETFL, O_NONBLOCK);
        connection = std::unique_ptr<Connection>(new Connection(loop, fd, tls, "localhost", *this));
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

// Two ends of one connection.
struct Pair {
    Loop loop;
    std::optional<TlsContext> server_tls;
    std::optional<TlsContext> client_tls;
    std::unique_ptr<Listener> listener;
    Peer server;
    Peer client;

    void connect()
    {
        const auto accepted = [this](int fd, const Address&) {
            server.connection = std::unique_ptr<Connection>(
                new Connection(loop, fd, server_tls ? &*server_tls : nullptr, server));
        };
        listener = Listener::open(loop, Address::from_host("127.0.0.1", 0).take(), accepted).take();
        client.connect(loop, listener->address(), client_tls ? &*client_tls : nullptr);
        turn_until(loop, [this] { return client.connected && server.connection != nullptr; });
    }
};

} // namespace

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

TEST_CASE("what is appended in a turn goes out with one flush")
{
    Pair pair;
    pair.connect();
    pair.client.connection->append("one ");
    pair.client.connection->append("two");
    CHECK(pair.client.connection->queued() == 7);
    CHECK(pair.client.connection->flush());
    CHECK(pair.client.connection->queued() == 0);
    turn_until(pair.loop, [&] { return pair.server.heard == "one two"; });
}

TEST_CASE("a half-closed connection still gets its answer")
{
    Pair pair;
    pair.connect();
    pair.client.connection->append("question");
    pair.client.connection->flush();
    pair.client.connection->finish();
    turn_until(pair.loop, [&] { return pair.server.ended; });
    CHECK(pair.server.heard == "question");
    pair.server.connection->append("answer");
    pair.server.connection->flush();
    turn_until(pair.loop, [&] { return pair.client.heard == "answer"; });
}

TEST_CASE("a reader that stops leaves the rest queued, and the queue drains when it reads again")
{
    Pair pair;
    pair.connect();
    pair.client.connection->pause_reading();
    const std::string much(8 << 20, 'x');
    pair.server.connection->append(much);
    CHECK(pair.server.connection->flush());
    CHECK(pair.server.connection->queued() > 0);
    pair.client.connection->resume_reading();
    turn_until(pair.loop, [&] { return pair.client.heard.size() == much.size(); });
    turn_until(pair.loop, [&] { return pair.server.drained; });
    CHECK(pair.server.connection->queued() == 0);
}

TEST_CASE("what is not consumed is bounded, calls nobody back, and flows again")
{
    struct Lazy final : Connection::Handler {
        std::unique_ptr<Connection> connection;
        int calls = 0;
        void on_readable() noexcept override { ++calls; }
        void on_eof() noexcept override {}
        void on_error(std::string_view) noexcept override {}
    };
    Loop loop;
    Lazy lazy;
    Peer writer;
    const auto listener = Listener::open(loop, Address::from_host("127.0.0.1", 0).take(),
                                         [&](int fd, const Address&) {
                                             lazy.connection = std::unique_ptr<Connection>(
                                                 new Connection(loop, fd, nullptr, lazy));
                                         })
                              .take();
    writer.connect(loop, listener->address(), nullptr);
    turn_until(loop, [&] { return writer.connected && lazy.connection != nullptr; });
    const std::size_t size = 1 << 20;
    writer.connection->append(std::string(size, 'x'));
    writer.connection->flush();
    turn_until(loop, [&] { return lazy.connection->input().size() >= 65536; });
    const int calls = lazy.calls;
    for (int i = 0; i < 50; ++i) {
        loop.run_once(Loop::Wait::not_at_all);
    }
    CHECK(lazy.calls == calls);
    std::size_t consumed = 0;
    turn_until(loop, [&] {
        consumed += lazy.connection->input().size();
        lazy.connection->consume(lazy.connection->input().size());
        return consumed == size;
    });
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

TEST_CASE("TLS with a certificate of our own making, known by its fingerprint")
{
    tests::TempDir directory;
    const std::string certificate = directory.file("certificate.pem");
    const std::string key = directory.file("key.pem");
    REQUIRE(make_self_signed(certificate, key, "hubbub.test"));
    struct stat status {};
    stat(key.c_str(), &status);
    CHECK((status.st_mode & 0777) == 0600);

    Pair pair;
    pair.server_tls = TlsContext::server(certificate, key).take();
    pair.client_tls = TlsContext::client().take();
    pair.connect();
    CHECK(pair.client.connection->tls_version() == "TLSv1.3");
    CHECK(pair.client.connection->peer_fingerprint() == pair.server_tls->fingerprint());
    CHECK(pair.server_tls->fingerprint().size() == 64);
    CHECK_FALSE(pair.client.connection->verify_error().empty());
    pair.client.connection->append("secret");
    pair.client.connection->flush();
    turn_until(pair.loop, [&] { return pair.server.heard == "secret"; });

    REQUIRE(make_self_signed(certificate, key, "hubbub.test")); // keeps what is there
    CHECK(TlsContext::server(certificate, key)->fingerprint() == pair.server_tls->fingerprint());
}

TEST_CASE("certificate files that are wrong are named")
{
    const auto context = TlsContext::server("/nowhere/certificate.pem", "/nowhere/key.pem");
    REQUIRE_FALSE(context);
    CHECK(context.error().sentence ==
          "cannot use the certificate /nowhere/certificate.pem: No such file or directory");
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

TEST_CASE("what was appended before the end of sending arrives whole, in the clear and with TLS")
{
    tests::TempDir directory;
    const std::string certificate = directory.file("certificate.pem");
    const std::string key = directory.file("key.pem");
    REQUIRE(make_self_signed(certificate, key, "hubbub.test"));
    for (const bool with_tls : {false, true}) {
        CAPTURE(with_tls);
        Pair pair;
        if (with_tls) {
            pair.server_tls = TlsContext::server(certificate, key).take();
            pair.client_tls = TlsContext::client().take();
        }
        pair.connect();
        const std::string much(4 << 20, 'x');
        pair.client.connection->append(much);
        CHECK(pair.client.connection->flush());
        CHECK(pair.client.connection->queued() > 0);
        pair.client.connection->finish();
        turn_until(pair.loop, [&] { return pair.server.ended; });
        CHECK(pair.server.heard.size() == much.size());
        CHECK(pair.server.error.empty());
    }
}

TEST_CASE("what waits for a slow reader outlives the end of its sending, with TLS too")
{
    tests::TempDir directory;
    const std::string certificate = directory.file("certificate.pem");
    const std::string key = directory.file("key.pem");
    REQUIRE(make_self_signed(certificate, key, "hubbub.test"));
    for (const bool with_tls : {false, true}) {
        CAPTURE(with_tls);
        Pair pair;
        if (with_tls) {
            pair.server_tls = TlsContext::server(certificate, key).take();
            pair.client_tls = TlsContext::client().take();
        }
        pair.connect();
        pair.client.connection->pause_reading();
        const std::string much(8 << 20, 'x');
        pair.server.connection->append(much);
        CHECK(pair.server.connection->flush());
        pair.client.connection->finish();
        turn_until(pair.loop, [&] { return pair.server.ended; });
        CHECK(pair.server.connection->queued() > 0);
        pair.client.connection->resume_reading();
        turn_until(pair.loop, [&] { return pair.client.heard.size() == much.size(); });
        pair.server.connection->append("more");
        CHECK(pair.server.connection->flush());
        turn_until(pair.loop, [&] { return pair.client.heard.size() == much.size() + 4; });
    }
}

TEST_CASE("writing with TLS to one who has gone is an error, told once")
{
    tests::TempDir directory;
    const std::string certificate = directory.file("certificate.pem");
    const std::string key = directory.file("key.pem");
    REQUIRE(make_self_signed(certificate, key, "hubbub.test"));
    Pair pair;
    pair.server_tls = TlsContext::server(certificate, key).take();
    pair.client_tls = TlsContext::client().take();
    pair.connect();
    pair.client.connection.reset();
    turn_until(pair.loop, [&] { return pair.server.ended; });
    turn_until(pair.loop, [&] {
        pair.server.connection->append("more");
        return !pair.server.error.empty();
    });
    pair.server.error.clear();
    int turns = 0;
    bool over = false;
    const Timer pause(pair.loop, 20ms, [&] { over = true; });
    while (!over) {
        pair.loop.run_once();
        ++turns;
    }
    CHECK(turns < 5); // it does not try again and again
    CHECK(pair.server.error.empty());
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
