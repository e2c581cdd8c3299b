// SPDX-License-Identifier: MIT
// A day of the server in small, under valgrind: no read or write out of place, nothing used that
// was not set, nothing lost.
#include "daemon/sanitized.h"
#include "tests/support/catch.h"
#include "tests/support/line_client.h"
#include "tests/support/process.h"

#include <csignal>
#include <string>
#include <vector>

using namespace hubbub::tests;
using Tls = LineClient::Tls;

namespace {

constexpr int found = 99;
constexpr Seconds slowly{120};

bool is_possible()
{
    if (hubbub::daemon::is_sanitized()) {
        WARN("skipped: valgrind and sanitizers do not go together");
        return false;
    }
    Process version({"valgrind", "--version"});
    if (version.expect_exit() != 0) {
        WARN("skipped: valgrind is not installed");
        return false;
    }
    return true;
}

Command under_valgrind(const TempDir& home)
{
    // Valgrind makes system calls of its own, in the server's name.
    const std::string config = home.file(
        "hubbubd.toml", "[server]\nconfine = false\n[throttle]\ncommands_per_second = 0\n");
    return {"valgrind",
            "--error-exitcode=" + std::to_string(found),
            "--leak-check=full",
            "--errors-for-leak-kinds=definite,indirect",
            "--show-leak-kinds=definite,indirect",
            "--track-fds=no",
            program("hubbubd"),
            "--config",
            config,
            "--listen",
            "127.0.0.1:0",
            "--data",
            home.path() + "/data"};
}

void talk(int port, const std::string& nick)
{
    LineClient alice =
        LineClient::irc(port, nick, "#lobby", "echo-message batch draft/chathistory", Tls::yes);
    LineClient bob = LineClient::irc(port, "bob");
    LineClient carol(port);
    carol.send("/nick carol\nhello from netcat\n");
    bob.expect("hello from netcat", slowly);
    alice.say("REGISTER * * password1");
    alice.expect("REGISTER SUCCESS", slowly);
    for (int i = 0; i < 20; ++i) {
        alice.say("PRIVMSG #lobby :line " + std::to_string(i));
    }
    bob.expect("line 19", slowly);
    carol.expect("line 19", slowly);
    alice.say("CHATHISTORY LATEST #lobby * 50");
    alice.expect("BATCH -", slowly);
    const std::vector<std::string> lines = {"JOIN #x,#y",
                                            "TOPIC #x :about",
                                            "MODE #x +bk a!*@* key",
                                            "WHO #x",
                                            "KICK #x " + nick + " :out",
                                            "MONITOR + bob",
                                            "WHOIS bob",
                                            "LIST",
                                            "PART #y"};
    for (const std::string& line : lines) {
        alice.say(line);
    }
    alice.say("PING :done");
    alice.expect("PONG", slowly);
    LineClient page(port);
    page.send("GET / HTTP/1.1\r\n\r\n");
    page.expect_end(slowly);
    LineClient(port).send("\x16\x03\x01 gone");
    bob.say("QUIT :bye");
    bob.expect_end(slowly);
}

} // namespace

TEST_CASE("valgrind has nothing to tell of a start, a talk through every door, and an end")
{
    if (!is_possible()) {
        return;
    }
    TempDir home;
    for (int run = 0; run < 2; ++run) { // an empty database, and one that is there
        Process server(under_valgrind(home), at_home(home.path()));
        const std::string line = server.expect("listens on 127.0.0.1:", slowly);
        talk(std::stoi(line.substr(line.rfind(':') + 1)), "alice" + std::to_string(run));
        server.signal(SIGHUP);
        server.expect("configuration reread", slowly);
        server.signal(SIGTERM);
        const int status = server.expect_exit(slowly);
        CAPTURE(server.waiting());
        CHECK(status == 0);
        CHECK(server.waiting().find("ERROR SUMMARY: 0 errors") != std::string::npos);
    }
}
