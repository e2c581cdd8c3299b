// SPDX-License-Identifier: MIT
// Seen from outside: metrics over HTTP, ready and alive, and the status on SIGUSR1.
#include "tests/e2e/metrics_page.h"
#include "tests/support/catch.h"
#include "tests/support/line_client.h"
#include "tests/support/process.h"

#include <csignal>
#include <string>

using namespace hubbub::tests;

TEST_CASE("the counters move with what happens")
{
    Hubbubd server(metrics_on);
    const int port = metrics_port(server);
    CHECK(ask(port, "/metrics").find("text/plain; version=0.0.4") != std::string::npos);
    CHECK(sample(port, "hubbub_users") == 0);

    LineClient alice = LineClient::irc(server.port(), "alice");
    LineClient bob = LineClient::irc(server.port(), "bob", "#lobby", {}, LineClient::Tls::yes);
    LineClient netcat(server.port());
    netcat.send("hello\n");
    alice.expect("hello");
    CHECK(sample(port, "hubbub_users") == 3);
    CHECK(sample(port, R"(hubbub_connections{door="irc",tls="no"})") == 1);
    CHECK(sample(port, R"(hubbub_connections{door="irc",tls="yes"})") == 1);
    CHECK(sample(port, R"(hubbub_connections{door="plain",tls="no"})") == 1);
    CHECK(sample(port, R"(hubbub_lines_in_total{door="plain"})") == 1);

    const std::string lines_in = R"(hubbub_lines_in_total{door="irc"})";
    const double in = sample(port, lines_in);
    const double deliveries = sample(port, "hubbub_deliveries_total");
    const double commits = sample(port, "hubbub_journal_commit_seconds_count");
    for (int i = 0; i < 10; ++i) {
        alice.say("PRIVMSG #lobby :line " + std::to_string(i));
    }
    bob.expect("line 9");
    CHECK(sample(port, lines_in) == in + 10);
    CHECK(sample(port, "hubbub_deliveries_total") >= deliveries + 20);
    CHECK(sample(port, "hubbub_journal_commit_seconds_count") > commits);
    CHECK(sample(port, "hubbub_turn_seconds_count") > 0);
    CHECK(sample(port, "process_resident_memory_bytes") > 1e6);
    CHECK(sample(port, "process_open_fds") > 5);

    bob.say("NICK alice");
    bob.expect(" 433 ");
    CHECK(sample(port, R"(hubbub_refusals_total{reason="nick_in_use"})") == 1);
    LineClient page(server.port());
    page.send("GET / HTTP/1.1\r\n\r\n");
    page.expect_end();
    CHECK(sample(port, R"(hubbub_connections_refused_total{reason="http"})") == 1);

    alice.say("QUIT");
    alice.expect_end();
    CHECK(sample(port, "hubbub_users") == 2);
}

TEST_CASE("no metric tells who is there or what they say")
{
    Hubbubd server(metrics_on);
    const int port = metrics_port(server);
    LineClient alice = LineClient::irc(server.port(), "alicia", "#burrow");
    alice.say("PRIVMSG #burrow :the-secret");
    alice.say("PING :done");
    alice.expect("PONG");
    const std::string text = ask(port, "/metrics");
    for (const std::string_view hidden : {"alicia", "burrow", "the-secret", "127.0.0.1"}) {
        CHECK(text.find(hidden) == std::string::npos);
    }
}

TEST_CASE("ready and alive are two questions with their own answers")
{
    Hubbubd server(metrics_on);
    const int port = metrics_port(server);
    CHECK(ask(port, "/live").ends_with("\r\n\r\nalive\n"));
    CHECK(ask(port, "/ready").ends_with("\r\n\r\nready\n"));
    CHECK(ask(port, "/elsewhere").starts_with("HTTP/1.1 404 "));
}

TEST_CASE("who asks slowly or not at all holds nobody up")
{
    Hubbubd server(metrics_on);
    const int port = metrics_port(server);
    LineClient silent(port);
    LineClient half(port);
    half.send("GET /metr");
    CHECK(ask(port, "/live").ends_with("alive\n"));
    LineClient::irc(server.port(), "alice").say("QUIT");
}

TEST_CASE("without a word in the configuration there are no metrics")
{
    Hubbubd server;
    server.process().has_not_heard("metrics at");
    CHECK(server.stop() == 0);
    server.process().has_not_heard("metrics at");
}

TEST_CASE("an address that others can reach is refused with a sentence")
{
    TempDir home;
    const std::string file = home.file("hubbubd.toml", "[metrics]\nlisten = \"0.0.0.0:9100\"\n");
    Process server(
        {program("hubbubd"), "--config", file, "--listen", "127.0.0.1:0", "--data", "none"},
        at_home(home.path()));
    CHECK(server.expect_exit() == 2);
    CHECK(server.waiting().find("metrics.listen is 0.0.0.0:9100, which others can reach") !=
          std::string::npos);
}

TEST_CASE("SIGUSR1 gets one page, whatever the level of the log")
{
    Hubbubd server;
    LineClient alice = LineClient::irc(server.port(), "alice");
    server.process().signal(SIGUSR1);
    server.process().expect(", up 0 d 00:");
    server.process().expect("ready        yes");
    server.process().expect("irc 1 (0 over TLS)");
    server.process().expect("turns ");
    server.process().expect("memory ");
}
