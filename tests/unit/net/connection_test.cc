// SPDX-License-Identifier: MIT
// Connections in the clear and with TLS, on real sockets of this machine.
#include "net/connection.h"

#include "net/listener.h"
#include "net/loop.h"
#include "net/tls.h"
#include "net/watch.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"
#include "tests/support/turn_until.h"
#include "tests/unit/net/peer.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace hubbub;
using namespace hubbub::net;
using tests::Peer;
using tests::turn_until;
using namespace std::chrono_literals;

namespace {

// A certificate of our own making.
struct Identity {
    tests::TempDir directory;
    std::string certificate = directory.file("certificate.pem");
    std::string key = directory.file("key.pem");

    Identity() { REQUIRE(make_self_signed(certificate, key, "hubbub.test")); }
};

// Two ends of one connection.
struct Pair {
    Loop loop;
    std::optional<TlsContext> server_tls;
    std::optional<TlsContext> client_tls;
    std::unique_ptr<Listener> listener;
    Peer server;
    Peer client;

    void connect_with_tls(const Identity& identity)
    {
        server_tls = TlsContext::server(identity.certificate, identity.key).take();
        client_tls = TlsContext::client().take();
        connect();
    }
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

TEST_CASE("TLS with a certificate of our own making, known by its fingerprint")
{
    const Identity identity;
    struct stat status {};
    stat(identity.key.c_str(), &status);
    CHECK((status.st_mode & 0777) == 0600);

    Pair pair;
    pair.connect_with_tls(identity);
    CHECK(pair.client.connection->tls_version() == "TLSv1.3");
    CHECK(pair.client.connection->peer_fingerprint() == pair.server_tls->fingerprint());
    CHECK(pair.server_tls->fingerprint().size() == 64);
    CHECK_FALSE(pair.client.connection->verify_error().empty());
    pair.client.connection->append("secret");
    pair.client.connection->flush();
    turn_until(pair.loop, [&] { return pair.server.heard == "secret"; });

    REQUIRE(
        make_self_signed(identity.certificate, identity.key, "hubbub.test")); // keeps what is there
    CHECK(TlsContext::server(identity.certificate, identity.key)->fingerprint() ==
          pair.server_tls->fingerprint());
}

TEST_CASE("certificate files that are wrong are named")
{
    const auto context = TlsContext::server("/nowhere/certificate.pem", "/nowhere/key.pem");
    REQUIRE_FALSE(context);
    CHECK(context.error().sentence ==
          "cannot use the certificate /nowhere/certificate.pem: No such file or directory");
}

TEST_CASE("what was appended before the end of sending arrives whole, in the clear and with TLS")
{
    const Identity identity;
    for (const bool with_tls : {false, true}) {
        CAPTURE(with_tls);
        Pair pair;
        with_tls ? pair.connect_with_tls(identity) : pair.connect();
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
    const Identity identity;
    for (const bool with_tls : {false, true}) {
        CAPTURE(with_tls);
        Pair pair;
        with_tls ? pair.connect_with_tls(identity) : pair.connect();
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
    const Identity identity;
    Pair pair;
    pair.connect_with_tls(identity);
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

TEST_CASE("what is left unread stands before what comes later")
{
    struct ByLines final : StreamHandler {
        std::unique_ptr<Connection> connection;
        std::vector<std::string> lines;
        std::string rest;
        void on_readable() noexcept override
        {
            const std::string_view input = connection->input();
            std::size_t used = 0;
            for (std::size_t end = 0; (end = input.find('\n', used)) != input.npos;) {
                lines.emplace_back(input.substr(used, end - used));
                used = end + 1;
            }
            connection->consume(used);
            rest = connection->input();
        }
        void on_eof() noexcept override { lines.emplace_back("eof"); }
        void on_error(std::string_view why) noexcept override { lines.emplace_back(why); }
    };
    Loop loop;
    std::array<int, 2> ends{};
    REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()) == 0);
    ByLines reader;
    reader.connection = std::unique_ptr<Connection>(new Connection(loop, ends[0], nullptr, reader));
    const auto say = [&](std::string_view bytes) {
        REQUIRE(write(ends[1], bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
        loop.run_once();
    };
    say("one\ntw");
    CHECK(reader.rest == "tw");
    say("o");
    CHECK(reader.rest == "two");
    say("\nthree\nfour");
    CHECK(reader.rest == "four");
    CHECK(reader.connection->input() == "four"); // after the callback, too
    reader.connection->consume(2);
    CHECK(reader.connection->input() == "ur");
    say("\n");
    CHECK(reader.lines == std::vector<std::string>{"one", "two", "three", "ur"});
    CHECK(reader.connection->input().empty());
    close(ends[1]);
    loop.run_once();
    CHECK(reader.lines.back() == "eof");
}

TEST_CASE("a peer that breaks off is an error with its reason, told once")
{
    Pair pair;
    pair.connect();
    const linger at_once{1, 0}; // a reset, and no end
    REQUIRE(setsockopt(pair.client.connection->fd(), SOL_SOCKET, SO_LINGER, &at_once,
                       sizeof at_once) == 0);
    pair.client.connection.reset();
    turn_until(pair.loop, [&] { return !pair.server.error.empty(); });
    CHECK(pair.server.error == "Connection reset by peer");
    pair.server.error.clear();
    for (int i = 0; i < 5; ++i) {
        pair.loop.run_once(Loop::Wait::not_at_all);
    }
    CHECK(pair.server.error.empty());
    CHECK_FALSE(pair.server.ended);
}
