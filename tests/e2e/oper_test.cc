// SPDX-License-Identifier: MIT
// Operators of the real server: what they decide outlives it, and REHASH is SIGHUP.
#include "tests/support/catch.h"
#include "tests/support/line_client.h"
#include "tests/support/process.h"

using namespace hubbub::tests;

namespace {

constexpr std::string_view with_operator = R"(
[[oper]]
name = "root"
password = "secret"
)";

LineClient operates(int port)
{
    LineClient alice = LineClient::irc(port, "alice");
    alice.say("OPER root secret");
    alice.expect(" 381 ");
    return alice;
}

} // namespace

TEST_CASE("a K-line is on disk when it was answered")
{
    Hubbubd server(with_operator);
    {
        LineClient alice = operates(server.port());
        alice.say("KLINE ~bob@* :no");
        alice.expect("Added a K-line for *!~bob@*");
    }
    server.crash();
    server.start();
    LineClient bob(server.port());
    bob.say("NICK bob");
    bob.say("USER bob 0 * :bob");
    bob.expect(" 465 bob :You are banned from this server: no");
    LineClient alice = operates(server.port());
    alice.say("UNKLINE ~bob@*");
    alice.expect("Removed the K-line");
    LineClient again = LineClient::irc(server.port(), "bob");
}

TEST_CASE("REHASH rereads the configuration, and every use is logged")
{
    Hubbubd server(with_operator);
    LineClient alice = operates(server.port());
    alice.say("REHASH");
    alice.expect(" 382 alice ");
    server.process().expect("as operator root: REHASH");
    server.process().expect("configuration reread");
    alice.say("DLINE 203.0.113.0/24");
    alice.expect("Added a D-line for 203.0.113.0/24");
    server.process().expect("as operator root: DLINE 203.0.113.0/24");
}
