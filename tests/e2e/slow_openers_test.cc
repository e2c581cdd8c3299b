// SPDX-License-Identifier: MIT
// Those who begin something and do not finish it, at every stage: each is let go in its time, and
// costs nobody else anything.
#include "tests/support/catch.h"
#include "tests/support/line_client.h"
#include "tests/support/process.h"
#include "tests/support/process_memory.h"

#include <algorithm>
#include <string>
#include <vector>

using namespace hubbub::tests;
using Tls = LineClient::Tls;

namespace {

constexpr std::string_view short_times =
    "[timeouts]\nregistration = \"1s\"\nping = \"1s\"\npong = \"1s\"\n";

void still_served(LineClient& client)
{
    client.say("PING :still here");
    client.expect("PONG ");
}

// A byte of it whenever there was nothing to read for a moment, until the other side has enough.
std::string drip(LineClient& client, std::string_view bytes)
{
    const Deadline deadline = deadline_in(patience);
    while (!client.has_ended() && !is_over(deadline)) {
        client.pour(bytes.substr(0, 1));
        bytes.remove_prefix(bytes.size() > 1 ? 1 : 0);
        client.waits(Seconds(0.02));
    }
    return client.expect_end();
}

} // namespace

TEST_CASE("a TLS handshake that does not come to its end is ended")
{
    Hubbubd server(short_times);
    std::vector<LineClient> all;
    for (const std::string_view bytes : {
             std::string_view("\x16", 1),
             std::string_view("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11),
         }) {
        all.emplace_back(server.port()).send(bytes);
    }
    for (LineClient& one : all) {
        one.expect_end();
    }
    LineClient slow(server.port());
    drip(slow,
         std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11) + std::string(500, 'x'));
    CHECK(server.stop() == 0);
}

TEST_CASE("inside TLS, too, one must say who one is")
{
    Hubbubd server(short_times);
    LineClient silent(server.port(), Tls::yes);
    LineClient half(server.port(), Tls::yes);
    half.send("NIC");
    LineClient slow(server.port(), Tls::yes);
    CHECK(drip(slow, "PASS :" + std::string(500, 'x')).find("too long") != std::string::npos);
    CHECK(half.expect_end().find("too long") != std::string::npos);
    silent.expect_end();
}

TEST_CASE("a first word that is never finished is given up")
{
    Hubbubd server(short_times);
    LineClient greeted(server.port());
    greeted.expect("** hubbub");
    std::vector<LineClient> all;
    for (const char* bytes : {"N", "NICK alice", "GET", "PROXY TC", "\r\nUSER", "SSH", "@tag"}) {
        all.emplace_back(server.port()).send(bytes);
    }
    for (LineClient& one : all) {
        CAPTURE(one.waiting());
        one.expect_end();
    }
    LineClient slow(server.port());
    CHECK(drip(slow, "NICK " + std::string(500, 'x')).find("too long") != std::string::npos);
    greeted.send("I am still here\n"); // who is silent, and was greeted, may stay
    greeted.expect("** you are");
}

TEST_CASE("who does not come to an end of registering is ended")
{
    Hubbubd server(short_times);
    std::vector<LineClient> all;
    for (const char* bytes :
         {"NICK alice\r\n", "CAP LS 302\r\n", "CAP LS 302\r\nNICK bob\r\nUSER b 0 * :b\r\n",
          "PASS x\r\n", "CAP REQ :sasl\r\nAUTHENTICATE PLAIN\r\n"}) {
        all.emplace_back(server.port()).send(bytes);
    }
    LineClient slow(server.port());
    slow.send("CAP LS 302\r\n");
    CHECK(drip(slow, "NICK " + std::string(1500, 'x')).find("timed out") != std::string::npos);
    for (LineClient& one : all) {
        CHECK(one.expect_end().find("Registration timed out") != std::string::npos);
    }
}

TEST_CASE("half a line, or half a message of many, keeps nobody here and is not said")
{
    Hubbubd server(short_times);
    LineClient half = LineClient::irc(server.port(), "half");
    half.send("PRIVMSG #lobby :never fin");
    LineClient batch =
        LineClient::irc(server.port(), "batch", "#lobby", "batch message-tags draft/multiline");
    batch.say("BATCH +1 draft/multiline #lobby");
    batch.say("@batch=1 PRIVMSG #lobby :never finished");
    LineClient tls = LineClient::irc(server.port(), "tls", "#lobby", {}, Tls::yes);
    tls.send("PRIVMSG #lobby :never fin");
    for (LineClient* one : {&half, &batch, &tls}) {
        CHECK(one->expect_end().find("Ping timeout") != std::string::npos);
    }
    LineClient alice = LineClient::irc(server.port(), "alice", "#lobby", "batch draft/chathistory");
    alice.say("CHATHISTORY LATEST #lobby * 50");
    alice.expect("BATCH -");
    alice.has_not_heard("never fin");
}

TEST_CASE("who closes one half and waits is let go")
{
    Hubbubd server(short_times);
    const std::size_t before = descriptors_of(server.pid());
    std::vector<LineClient> all;
    for (const char* bytes : {"", "N", "hello\n", "no end", "NICK a\r\n", "\x16\x03\x01"}) {
        LineClient& one = all.emplace_back(server.port());
        one.pour(bytes);
        one.end_input();
    }
    for (const char* bytes : {"", "N", "hello\n"}) {
        LineClient& one = all.emplace_back(server.port(), Tls::yes);
        one.pour(bytes);
        one.end_input();
    }
    for (LineClient& one : all) {
        one.expect_end();
    }
    LineClient alice = LineClient::irc(server.port(), "alice");
    still_served(alice);
    CHECK(descriptors_of(server.pid()) == before + 1);
}
