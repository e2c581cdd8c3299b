// SPDX-License-Identifier: MIT
// Accounts on the real server and from the command line.
#include "tests/support/catch.h"
#include "tests/support/line_client.h"
#include "tests/support/process.h"

#include <csignal>
#include <vector>

using namespace hubbub::tests;

namespace {

// "\0alice\0password1" and "\0alice\0password2"
constexpr std::string_view first_password = "AUTHENTICATE AGFsaWNlAHBhc3N3b3JkMQ==";
constexpr std::string_view second_password = "AUTHENTICATE AGFsaWNlAHBhc3N3b3JkMg==";

int chore(const Hubbubd& server, const Command& words, std::string_view password,
          std::string_view says)
{
    Command command = {program("hubbubd"), "--data", server.directory() + "/data"};
    command.insert(command.end(), words.begin(), words.end());
    Process process(command);
    process.pour(password);
    process.end_input();
    process.expect_bytes(says);
    return process.expect_exit();
}

LineClient begins_login(int port, LineClient::Tls tls = LineClient::Tls::no)
{
    LineClient client(port, tls);
    client.say("CAP REQ :sasl");
    client.say("AUTHENTICATE PLAIN");
    client.expect("AUTHENTICATE +");
    return client;
}

LineClient logs_in(int port, std::string_view message, LineClient::Tls tls = LineClient::Tls::no)
{
    LineClient client = begins_login(port, tls);
    client.say(message);
    return client;
}

} // namespace

TEST_CASE("an account is on disk when it was answered, and logs in after a crash")
{
    Hubbubd server;
    LineClient alice = LineClient::irc(server.port(), "alice");
    alice.say("REGISTER * * password1");
    alice.expect("REGISTER SUCCESS alice");
    server.crash();
    server.start();
    logs_in(server.port(), first_password).expect(" 903 ");
    logs_in(server.port(), first_password, LineClient::Tls::yes).expect(" 903 ");
    logs_in(server.port(), second_password).expect(" 904 ");
}

TEST_CASE("many log in at once, and a chat line does not wait for them")
{
    Hubbubd server("logins_per_minute = 0\n");
    LineClient alice = LineClient::irc(server.port(), "alice");
    alice.say("REGISTER * * password1");
    alice.expect("REGISTER SUCCESS alice");
    std::vector<LineClient> crowd;
    for (int i = 0; i < 40; ++i) {
        crowd.push_back(begins_login(server.port()));
    }
    for (std::size_t i = 0; i < crowd.size(); ++i) { // all in one moment
        crowd[i].say(i % 2 == 0 ? first_password : second_password);
    }
    alice.say("PING still-here");
    alice.expect("still-here");
    crowd.back().take_in();
    CHECK(crowd.back().waiting().find(" 904 ") == std::string::npos); // its turn is yet to come
    for (std::size_t i = 0; i < crowd.size(); ++i) {
        crowd[i].expect(i % 2 == 0 ? " 903 " : " 904 ");
    }
}

TEST_CASE("a plain person logs in, and is told !! when that fails")
{
    Hubbubd server;
    LineClient alice = LineClient::irc(server.port(), "alice");
    alice.say("REGISTER alice * :correct horse");
    alice.expect("REGISTER SUCCESS");
    LineClient netcat(server.port());
    netcat.send("/login alice wrong\n");
    netcat.expect("!! that name and password do not belong together");
    netcat.send("/login alice correct horse\n");
    netcat.expect("** you are logged in as alice");
    netcat.send("/login nobody " + std::string(350, 'x') + "\n"); // in two pieces
    netcat.expect("!! that name and password do not belong together");
}

TEST_CASE("hubbubd account sees to accounts while the server does not run")
{
    Hubbubd server;
    CHECK(chore(server, {"account", "add", "alice"}, "password1\n", "is in use") == 1);
    CHECK(server.stop() == 0);
    CHECK(chore(server, {"account", "add", "alice"}, "short\n", "too short") == 1);
    CHECK(chore(server, {"account", "add", "a b"}, "", "cannot be a nick") == 1);
    CHECK(chore(server, {"account", "add", "alice"}, "password1\n", "added alice") == 0);
    CHECK(chore(server, {"account", "add", "ALICE"}, "password1\n", "exists already") == 1);
    CHECK(chore(server, {"account", "password", "alice"}, "password2\n", "changed alice") == 0);
    CHECK(chore(server, {"account", "cert", "alice", "abc"}, "", "64 digits") == 1);
    CHECK(chore(server, {"account", "list"}, "", "alice  2") == 0);
    server.start();
    logs_in(server.port(), first_password).expect(" 904 ");
    logs_in(server.port(), second_password).expect(" 903 ");
    CHECK(server.stop() == 0);
    CHECK(chore(server, {"account", "remove", "alice"}, "", "removed alice") == 0);
    CHECK(chore(server, {"account", "remove", "alice"}, "", "there is no account") == 1);
    CHECK(chore(server, {"hash"}, "password1\n", "$argon2id$") == 0);
}
