// SPDX-License-Identifier: MIT
// Floods, noise, old TLS, lies about where one is from, names like others', and storms: what they
// do ends with them.
#include "daemon/sanitized.h"
#include "tests/support/catch.h"
#include "tests/support/line_client.h"
#include "tests/support/process.h"
#include "tests/support/process_memory.h"
#include "tests/support/pty.h"

#include <sys/socket.h>

#include <csignal>
#include <random>
#include <string>
#include <vector>

using namespace hubbub::tests;
using Tls = LineClient::Tls;

namespace {

constexpr std::size_t gigabyte = std::size_t{1} << 30U;
constexpr std::size_t megabyte = std::size_t{1} << 20U;

void still_served(LineClient& client)
{
    client.say("PING :still here");
    client.expect("PONG ");
}

// How much of so many bytes is taken before the other side closes.
std::size_t flood(LineClient& client, std::size_t bytes, std::string_view with)
{
    std::string chunk;
    while (chunk.size() < 65536) {
        chunk += with;
    }
    std::size_t sent = 0;
    while (sent < bytes && !client.has_ended()) {
        client.pour(chunk);
        client.take_in();
        sent += chunk.size();
    }
    return sent;
}

// A sanitizer keeps what has been freed.
void check_memory(const Hubbubd& server, std::size_t most_kib)
{
    const std::size_t used = kib_of(server.pid(), "VmHWM");
    CAPTURE(used);
    CHECK((hubbub::daemon::is_sanitized() || used <= most_kib));
}

std::string random_bytes(std::size_t size, unsigned seed)
{
    std::mt19937 random(seed);
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) {
        bytes += static_cast<char>(random());
    }
    return bytes;
}

// Closes by a reset, as who pulls the plug.
void reset(LineClient& client)
{
    const linger now{1, 0};
    setsockopt(client.socket(), SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

void descriptors_come_down_to(const Hubbubd& server, LineClient& client, std::size_t wanted)
{
    const Deadline deadline = deadline_in(patience);
    while (descriptors_of(server.pid()) > wanted && !is_over(deadline)) {
        still_served(client);
    }
    CHECK(descriptors_of(server.pid()) == wanted);
}

} // namespace

TEST_CASE("a gigabyte without a line end is not taken in, whoever sends it")
{
    Hubbubd server;
    LineClient alice = LineClient::irc(server.port(), "alice");
    const std::size_t before = kib_of(server.pid(), "VmHWM");
    std::vector<LineClient> floods;
    floods.emplace_back(server.port());
    floods.emplace_back(server.port(), Tls::yes);
    floods.emplace_back(server.port()).send("one line\n");
    alice.expect(":one line");
    floods.push_back(LineClient::irc(server.port(), "bob"));
    floods.push_back(LineClient::irc(server.port(), "carol", "#lobby", {}, Tls::yes));
    for (LineClient& one : floods) {
        CHECK(flood(one, gigabyte, "x") < 64 * megabyte);
        one.expect_end();
        still_served(alice);
    }
    check_memory(server, before + 8 * 1024);
}

TEST_CASE("yes | nc is heard at its pace, and waits outside")
{
    std::string lines;
    while (lines.size() < 65536) {
        lines += "y\n";
    }
    for (const Hubbubd::Pace pace : {Hubbubd::Pace::any, Hubbubd::Pace::usual}) {
        Hubbubd server("", pace);
        LineClient alice = LineClient::irc(server.port(), "alice");
        const std::size_t before = kib_of(server.pid(), "VmHWM");
        LineClient yes(server.port());
        for (int i = 0; i < 50; ++i) {
            yes.offer(lines);
            yes.take_in();
            alice.take_in();
        }
        still_served(alice);
        alice.expect("PRIVMSG #lobby :y");
        check_memory(server, before + 32UL * 1024);
    }
}

TEST_CASE("noise through every door ends with itself")
{
    Hubbubd server;
    LineClient alice = LineClient::irc(server.port(), "alice");
    for (unsigned seed = 0; seed < 20; ++seed) {
        CAPTURE(seed);
        const std::string noise = random_bytes(65536, seed);
        for (const Tls tls : {Tls::no, Tls::yes}) {
            LineClient(server.port(), tls).pour(noise);
            LineClient plain(server.port(), tls);
            plain.send("hello\n");
            plain.pour(noise);
            LineClient irc(server.port(), tls);
            irc.send("NICK a\r\nUSER a 0 * :a\r\n");
            irc.pour(noise);
        }
        LineClient handshake(server.port());
        handshake.pour("\x16\x03\x01" + noise);
        handshake.expect_end();
    }
    still_served(alice);
    CHECK(server.stop() == 0);
}

TEST_CASE("TLS is not older than 1.2")
{
    Hubbubd server;
    for (const char* version : {"-tls1", "-tls1_1", "-tls1_2", "-tls1_3"}) {
        CAPTURE(version);
        Process openssl({"openssl", "s_client", "-connect", server.address(), version, "-cipher",
                         "DEFAULT:@SECLEVEL=0"});
        if (std::string_view(version).starts_with("-tls1_") &&
            std::string_view(version) != "-tls1_1") {
            openssl.expect("Verify return code");
        } else {
            openssl.expect("protocol version");
            CHECK(openssl.expect_exit() != 0);
        }
    }
}

TEST_CASE("a TLS session is not negotiated anew")
{
    Hubbubd server;
    LineClient alice = LineClient::irc(server.port(), "alice");
    Process openssl({"openssl", "s_client", "-connect", server.address(), "-tls1_2"});
    openssl.expect("Verify return code");
    openssl.send("R\n");
    openssl.expect("RENEGOTIATING");
    openssl.expect("no renegotiation");
    still_served(alice);
}

TEST_CASE("nobody tells a false address, in any way there is to tell one")
{
    Hubbubd server;
    std::string two("\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c", 16);
    two += std::string("\6\6\6\6\x7f\0\0\1\0\1\x13\x88", 12);
    for (const std::string& header :
         {std::string("PROXY TCP4 6.6.6.6 127.0.0.1 1 5000\r\n"),
          std::string("PROXY TCP6 2001:db8::6 ::1 1 5000\r\n"), std::string("PROXY UNKNOWN\r\n"),
          std::string("\r\nPROXY TCP4 6.6.6.6 127.0.0.1 1 5000\r\n"), two}) {
        for (const Tls tls : {Tls::no, Tls::yes}) {
            LineClient liar(server.port(), tls);
            liar.pour(header + "NICK liar\r\nUSER l 0 * :l\r\n");
            CHECK(liar.expect_end().find("001") == std::string::npos);
            CHECK(server.process().expect("a PROXY header").find("from 127.0.0.1") !=
                  std::string::npos);
        }
    }
    LineClient liar(server.port());
    liar.send("WEBIRC password gateway six.example 6.6.6.6\r\nNICK liar\r\n"
              "PROXY TCP4 6.6.6.6 127.0.0.1 1 5000\r\nUSER l 6.6.6.6 6.6.6.6 :l\r\n");
    liar.expect(" 001 liar");
    liar.say("WHOIS liar");
    CHECK(liar.expect(" 338 ").find("127.0.0.1") != std::string::npos);
    liar.has_not_heard("6.6.6.6");
}

TEST_CASE("no name passes for another by what is not seen, nor by how it is spelt")
{
    Hubbubd server;
    LineClient alice = LineClient::irc(server.port(), "alice");
    LineClient zoe = LineClient::irc(server.port(), "zo\u00eb");
    LineClient plain(server.port());
    plain.send("hello\n");
    plain.expect("** you are");
    for (const std::string name :
         {"alice\x01", "ali\x1b[0mce", "alice\x7f", "ali\u200bce", "alice\u200d", "ali\u00adce",
          "\ufeffalice", "\u202ealice", "\u2066alice", "alice\u00a0", "alice\ufe0f",
          "\uff41\uff4c\uff49\uff43\uff45", "\U0001d41alice", "zoe\u0308", "ALICE"}) {
        CAPTURE(name);
        LineClient eve(server.port());
        eve.say("NICK " + name);
        eve.say("USER eve 0 * :eve");
        eve.expect(name == "ALICE" ? " 433 " : " 432 ");
        if (name.find_first_of("\x1b\x7f") == std::string::npos) { // which edit the line
            plain.send("/nick " + name + "\n");
            plain.expect("!! ");
        }
        if (name != "ALICE") {
            alice.say("JOIN #" + name);
            alice.expect(" 476 ");
        }
    }
    // The casemapping promises ASCII alone: a letter of another script is another letter.
    LineClient other = LineClient::irc(server.port(), "\u0430lice");
    other.say("WHOIS alice");
    other.expect(" 311 ");
}

TEST_CASE("what turns the direction of writing does not come out of the plain door")
{
    Hubbubd server;
    LineClient alice = LineClient::irc(server.port(), "alice");
    LineClient plain(server.port());
    plain.send("hello\n");
    plain.expect("** you are");
    alice.say("PRIVMSG #lobby :a\u202eb\u2066c\u200fd\x1b[2Je\x07"
              "f");
    const std::string line = plain.expect("<alice> ");
    for (const char* hidden : {"\u202e", "\u2066", "\u200f", "\x1b", "\x07"}) {
        CHECK(line.find(hidden) == std::string::npos);
    }
}

TEST_CASE("storms of people who come and go leave nothing behind")
{
    Hubbubd server("connections_per_address = 0\n");
    LineClient alice = LineClient::irc(server.port(), "alice");
    still_served(alice);
    const std::size_t before = descriptors_of(server.pid());
    const std::vector<std::string> words = {"",
                                            "N",
                                            "hello\n",
                                            "NICK a\r\nUSER a 0 * :a\r\nJOIN #lobby\r\n",
                                            "\x16\x03\x01",
                                            "GET / HTTP/1.1\r\n\r\n"};
    for (int i = 0; i < 1500; ++i) {
        LineClient one(server.port());
        one.pour(words[static_cast<std::size_t>(i) % words.size()]);
        if (i % 2 == 0) {
            reset(one);
        }
        if (i % 10 == 0) {
            LineClient tls(server.port(), Tls::yes);
            tls.pour(words[static_cast<std::size_t>(i / 10) % words.size()]);
        }
        alice.take_in();
        server.process().take_in(); // a log that nobody reads would stop it
    }
    descriptors_come_down_to(server, alice, before);
    alice.say("NAMES #lobby");
    CHECK(alice.expect(" 353 ") == ":hubbub.local 353 alice = #lobby :alice");
    CHECK(server.stop() == 0);
}

TEST_CASE("a server whose terminal has stopped goes on, and ends when it is asked to")
{
    Pty terminal({program("hubbubd"), "--listen", "127.0.0.1:0", "--data", "none"}, {},
                 Cells{40, 100}); // nobody draws it from here on
    constexpr std::string_view told = "listens on 127.0.0.1:";
    terminal.expect(told);
    const int port =
        std::stoi(terminal.screen().substr(terminal.screen().find(told) + told.size()));
    for (int i = 0; i < 500; ++i) { // each is worth three lines; 152 filled it
        LineClient guest(port);
        guest.say("NICK n" + std::to_string(i));
        guest.say("USER u 0 * :somebody");
        guest.say("QUIT");
        guest.expect("ERROR");
    }
    terminal.signal(SIGTERM);
    CHECK(terminal.expect_exit() == 0);
}
