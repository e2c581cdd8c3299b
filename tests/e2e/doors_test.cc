// SPDX-License-Identifier: MIT
// One port for everyone: who is taken for what, whatever the cuts, and who is turned away.
#include "tests/support/catch.h"
#include "tests/support/line_client.h"
#include "tests/support/process.h"

using namespace hubbub::tests;
using Tls = LineClient::Tls;

namespace {

// After this everything that was sent before it would have been heard.
void barrier(LineClient& client)
{
    client.say("PING :barrier");
    client.expect("PONG ");
}

// Sends bytes a piece of that size at a time, and sees that each has gone out by itself.
void send_in_pieces(LineClient& client, std::string_view bytes, std::size_t piece)
{
    while (!bytes.empty()) {
        client.pour(bytes.substr(0, piece));
        bytes.remove_prefix(std::min(piece, bytes.size()));
    }
}

} // namespace

TEST_CASE("IRC people and a person with netcat talk in one room")
{
    Hubbubd server;
    LineClient alice = LineClient::irc(server.port(), "alice");
    LineClient bob = LineClient::irc(server.port(), "bob");
    LineClient netcat(server.port());
    netcat.send("/nick carol\n");
    netcat.expect("carol");

    alice.say("PRIVMSG #lobby :tea?");
    CHECK(bob.expect("tea?").starts_with(":alice!"));
    CHECK(netcat.expect("tea?").ends_with("] <alice> tea?"));

    netcat.send("yes, 한글 👩‍👩‍👧\n");
    CHECK(bob.expect("PRIVMSG").ends_with(" PRIVMSG #lobby :yes, 한글 👩‍👩‍👧"));
    CHECK(alice.expect("PRIVMSG").starts_with(":carol!"));
    netcat.has_not_heard("yes, ");

    netcat.send("/msg bob psst\n");
    CHECK(bob.expect("psst").starts_with(":carol!"));
    barrier(alice);
    alice.has_not_heard("psst");
}

TEST_CASE("a pipe into netcat is delivered, and then closed")
{
    Hubbubd server;
    LineClient alice = LineClient::irc(server.port(), "alice");
    for (const std::string_view bytes : {"deployed\n", "no line end"}) {
        LineClient netcat(server.port());
        netcat.send(bytes);
        netcat.end_input();
        netcat.expect_end();
        CHECK(alice.expect("PRIVMSG").find(bytes.substr(0, 8)) != std::string::npos);
    }
}

TEST_CASE("the last words of a script are said though no line end follows")
{
    Hubbubd server;
    LineClient alice = LineClient::irc(server.port(), "alice");
    LineClient script(server.port());
    script.send("first\n");
    alice.expect("first"); // nothing is under way when the rest comes
    script.send("last words");
    script.end_input();
    CHECK(alice.expect("PRIVMSG").ends_with(":last words"));
    CHECK(script.expect_end().find("goodbye") != std::string::npos);
}

TEST_CASE("an HTTP request is answered once and posts nothing")
{
    Hubbubd server;
    LineClient alice = LineClient::irc(server.port(), "alice");
    for (const std::string_view opening :
         {"POST / HTTP/1.1\r\n", "GET /x HTTP/1.0\r\n", "OPTIONS * HTTP/1.1\r\n"}) {
        LineClient page(server.port());
        page.send(opening);
        page.pour("Host: 127.0.0.1\r\nContent-Length: 60\r\n\r\n"
                  "NICK evil\r\nUSER e 0 * :e\r\nJOIN #lobby\r\nPRIVMSG #lobby :gotcha\r\n");
        CHECK(page.expect_end().starts_with("HTTP/1.1 400 "));
    }
    barrier(alice);
    alice.has_not_heard("gotcha");
    alice.has_not_heard("JOIN");
}

TEST_CASE("a request cut into single bytes is still a request")
{
    Hubbubd server;
    LineClient alice = LineClient::irc(server.port(), "alice");
    LineClient page(server.port());
    send_in_pieces(page, "POST / HTTP/1.1\r\n\r\ngotcha\r\n", 1);
    CHECK(page.expect_end().find("HTTP/1.1 400 ") != std::string::npos);
    barrier(alice);
    alice.has_not_heard("gotcha");
}

TEST_CASE("what somebody is does not depend on how the bytes were cut")
{
    Hubbubd server;
    LineClient alice = LineClient::irc(server.port(), "alice");
    for (const std::size_t piece : {1U, 2U, 3U, 7U, 100U}) {
        INFO(piece);
        const std::string nick = "irc" + std::to_string(piece);
        LineClient irc(server.port());
        send_in_pieces(irc, "NICK " + nick + "\r\nUSER u 0 * :u\r\n", piece);
        irc.expect(" 001 " + nick);

        LineClient plain(server.port());
        send_in_pieces(plain, "user error again " + std::to_string(piece) + "\n", piece);
        CHECK(alice.expect("user error again").ends_with(std::to_string(piece)));
        plain.expect("** hubbub");
    }
}

TEST_CASE("chat that looks like a command of another protocol is chat")
{
    Hubbubd server;
    LineClient alice = LineClient::irc(server.port(), "alice");
    for (const std::string_view line : {"pass the salt", "put the kettle on", "get / or lose",
                                        "NICK is late today", "PASS me the salt"}) {
        LineClient plain(server.port());
        plain.send(std::string(line) + "\n");
        CHECK(alice.expect("PRIVMSG").ends_with(" :" + std::string(line)));
    }
}

TEST_CASE("who is silent is greeted, and an SSH client told")
{
    Hubbubd server;
    LineClient silent(server.port());
    silent.expect("** hubbub");
    LineClient ssh(server.port());
    ssh.send("SSH-2.0-OpenSSH_9.2\r\n");
    CHECK_FALSE(ssh.expect_end().empty());
}

TEST_CASE("TLS is on the same port, for both doors, with the certificate that was announced")
{
    Hubbubd server;
    const std::string told = server.process().expect("certificate SHA-256 ");
    LineClient alice = LineClient::irc(server.port(), "alice", "#lobby", "server-time", Tls::yes);
    CHECK(told.ends_with(alice.certificate_sha256()));

    LineClient plain(server.port(), Tls::yes);
    plain.send("through the tunnel\n");
    CHECK(alice.expect("through the tunnel").starts_with("@time="));
    alice.say("PRIVMSG #lobby :seen");
    plain.expect("<alice> seen");
}

TEST_CASE("the certificate is the same after a restart")
{
    Hubbubd server;
    const std::string before = LineClient(server.port(), Tls::yes).certificate_sha256();
    CHECK(server.stop() == 0);
    server.start();
    CHECK(LineClient(server.port(), Tls::yes).certificate_sha256() == before);
}

TEST_CASE("the operator reads who came, and who left, and why")
{
    Hubbubd server;
    {
        LineClient alice = LineClient::irc(server.port(), "alice");
        server.process().expect("came in by the irc door");
        server.process().expect("alice from 127.0.0.1: is on the network");
        alice.say("QUIT :gone fishing");
        alice.expect_end();
    }
    CHECK(server.process().expect("gone fishing").starts_with("alice from 127.0.0.1: left: "));
    LineClient plain(server.port());
    plain.send("hello\n");
    server.process().expect("came in by the plain door");
    CHECK(server.process().expect("is on the network").starts_with("guest-"));
    CHECK(server.stop() == 0);
}

TEST_CASE("a server that is stopped says goodbye")
{
    Hubbubd server;
    LineClient alice = LineClient::irc(server.port(), "alice");
    LineClient plain(server.port());
    plain.send("hello\n");
    plain.expect("** hubbub");
    CHECK(server.stop() == 0);
    CHECK(alice.expect_end().find("ERROR :") != std::string::npos);
    plain.expect_end();
}

TEST_CASE("a gigabyte without a line end, or noise, ends the connection and nothing else")
{
    Hubbubd server;
    LineClient alice = LineClient::irc(server.port(), "alice");
    LineClient flood(server.port());
    flood.send("one line\n");
    alice.expect("one line");
    flood.pour(std::string(40000, 'x'));
    flood.expect_end();
    LineClient noise(server.port());
    std::string bytes;
    for (unsigned i = 0; i < 30000; ++i) {
        bytes += static_cast<char>(i * 2654435761U >> 13U);
    }
    noise.pour(bytes);
    alice.say("PING :still here");
    alice.expect("still here");
}

TEST_CASE("who does not read loses lines, not the room")
{
    Hubbubd server;
    LineClient alice = LineClient::irc(server.port(), "alice");
    LineClient slow(server.port());
    slow.send("hello\n");
    slow.expect("** you are");
    const std::string text(400, 'z');
    constexpr int lines = 6000;
    for (int i = 0; i < lines; ++i) {
        alice.say("PRIVMSG #lobby :" + std::to_string(i) + " " + text);
    }
    barrier(alice);
    slow.expect("you fell behind");
    alice.say("PRIVMSG #lobby :and now");
    slow.expect("<alice> and now");
}

TEST_CASE("an address that connects too often is turned away")
{
    Hubbubd server("connects_per_minute = 2\n"); // in [throttle]
    LineClient alice = LineClient::irc(server.port(), "alice");
    LineClient bob = LineClient::irc(server.port(), "bob");
    LineClient carol(server.port());
    carol.expect_end();
    server.process().expect("its address connects too often");
}

TEST_CASE("lists longer than the send queue are given as they are read")
{
    Hubbubd server("[limits]\nsend_queue = 16384\n");
    LineClient alice = LineClient::irc(server.port(), "alice", "#hub");
    for (int i = 0; i < 50; ++i) {
        const std::string room = "#room" + std::to_string(i);
        alice.say("JOIN " + room);
        alice.say("TOPIC " + room + " :" + std::string(380, 't'));
        alice.expect(" TOPIC ");
    }
    LineClient bob = LineClient::irc(server.port(), "bob", "#hub");
    constexpr int lists = 300; // six megabytes: more than the kernel holds
    for (int i = 0; i < lists; ++i) {
        bob.say("LIST");
    }
    alice.say("PRIVMSG #hub :still here"); // nobody else waits for him
    barrier(alice);
    for (int i = 0; i < lists; ++i) {
        bob.expect(" 323 ");
    }
    barrier(bob); // he is still there too
}
