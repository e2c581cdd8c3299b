// SPDX-License-Identifier: MIT
// The real server without file descriptors: whoever is inside notices nothing, whoever comes waits,
// and the loop does not spin meanwhile.
#include "tests/e2e/told_lines.h"
#include "tests/support/catch.h"
#include "tests/support/line_client.h"
#include "tests/support/process.h"

#include <sys/resource.h>

#include <csignal>
#include <fstream>
#include <string>
#include <vector>

using namespace hubbub::tests;

namespace {

constexpr std::string_view unlimited = "connections_per_address = 0\n";
constexpr std::uint64_t few = 64;
constexpr std::uint64_t plenty = 1024;

long turns_of(Hubbubd& server)
{
    server.process().signal(SIGUSR1);
    return std::stol(server.process().expect("turns   ").substr(sizeof "turns"));
}

// Speaks, and hears the echo: it is stored.
void speaks(LineClient& one, LineClient& other, const std::string& text)
{
    one.say("PRIVMSG #lobby :" + text);
    one.expect(" PRIVMSG #lobby :" + text);
    other.expect(" PRIVMSG #lobby :" + text);
}

std::vector<LineClient> crowd(int port, std::size_t count)
{
    std::vector<LineClient> all;
    for (std::size_t i = 0; i < count; ++i) {
        all.emplace_back(port);
    }
    return all;
}

void enters(LineClient& one, const std::string& nick)
{
    one.say("NICK " + nick);
    one.say("USER " + nick + " 0 * :" + nick);
    one.expect(" 001 " + nick);
}

// Turns of the loop while so many questions are answered, each by one; a second has two or three of
// its own.
void check_not_spinning(Hubbubd& server, LineClient& client)
{
    constexpr long questions = 300;
    const Deadline started = deadline_in(Seconds(0));
    const long before = turns_of(server);
    for (long i = 0; i < questions; ++i) {
        client.say("PING :" + std::to_string(i));
        client.expect(" PONG ");
    }
    const long turns = turns_of(server) - before;
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(deadline_in(Seconds(0)) - started).count();
    CHECK(turns <= 2 * questions + 5 * (seconds + 1));
}

} // namespace

TEST_CASE("with few descriptors left nobody is let in, nobody is lost, and it is said once")
{
    Hubbubd server(unlimited);
    LineClient alice = LineClient::irc(server.port(), "alice", "#lobby", caps);
    LineClient bob = LineClient::irc(server.port(), "bob", "#lobby", caps);
    server.process().limit(RLIMIT_NOFILE, few);
    std::vector<LineClient> others = crowd(server.port(), few);
    server.process().expect("not accepting on " + server.address());
    LineClient waiting(server.port());

    speaks(alice, bob, "still here");
    check_not_spinning(server, alice);
    CHECK(history(alice) == Lines{"still here"});

    // What was kept back: for certificates, and for whoever asks how it is.
    std::ofstream(server.directory() + "/hubbubd.toml")
        << "[throttle]\ncommands_per_second = 0\nconnections_per_address = 0\n[tls]\ncertificate = "
           "\""
        << server.directory() << "/data/certificate.pem\"\nkey = \"" << server.directory()
        << "/data/key.pem\"\n[metrics]\nlisten = \"127.0.0.1:0\"\n";
    server.process().signal(SIGHUP);
    server.process().expect("configuration reread");
    server.process().take_in();
    server.process().has_not_heard("not accepting");
    server.process().has_not_heard("old one stays");

    others.clear();
    server.process().expect("accepting again on " + server.address());
    enters(waiting, "newcomer");
    speaks(bob, alice, "and here again");
    server.crash();
    server.start();
    CHECK(history(server.port(), "reader") == Lines{"still here", "and here again"});
}

TEST_CASE("without any descriptor the chat goes on and is stored, and nothing is reread")
{
    Hubbubd server(unlimited);
    LineClient alice = LineClient::irc(server.port(), "alice", "#lobby", caps);
    LineClient bob = LineClient::irc(server.port(), "bob", "#lobby", caps);
    server.process().limit(RLIMIT_NOFILE, 3);
    LineClient waiting(server.port());
    server.process().expect("not accepting on " + server.address());

    Lines said;
    for (int i = 0; i < 3000; ++i) { // enough for the database to move its log into its file
        said.push_back(std::to_string(i) + std::string(380, '.'));
        alice.say("PRIVMSG #lobby :" + said.back());
        if (i % 100 == 99) {
            alice.expect(said.back());
            bob.expect(said.back());
        }
    }
    check_not_spinning(server, alice);
    server.process().signal(SIGHUP);
    server.process().expect("the old one stays");
    alice.say("REGISTER * * a-long-password");
    alice.expect("REGISTER SUCCESS");
    server.process().take_in();
    server.process().has_not_heard("not accepting");

    server.process().limit(RLIMIT_NOFILE, plenty);
    server.process().expect("accepting again on " + server.address());
    enters(waiting, "newcomer");
    server.crash();
    server.start();
    CHECK(history(server.port(), "reader") == said);
}

TEST_CASE("it takes as many descriptors as it is allowed")
{
    TempDir home;
    Process server({"prlimit", "--nofile=50:200", program("hubbubd"), "--listen", "127.0.0.1:0",
                    "--data", "none"},
                   at_home(home.path()));
    server.expect("TLS on the same port");
    server.signal(SIGUSR1);
    server.expect(" of 200 file descriptors");
}
