// SPDX-License-Identifier: MIT
// What was said is in files, and comes back where the server remembers nothing.
#include "tests/support/catch.h"
#include "tests/support/line_client.h"
#include "tests/support/line_server.h"
#include "tests/support/process.h"
#include "tests/support/pty.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

using namespace hubbub::tests;

namespace {

constexpr std::string_view page_up = "\x1b[5~";

// All files of one room's log, one after the other.
std::string log_of(const TempDir& home, const std::string& room)
{
    std::string all;
    const std::string logs = home.path() + "/state/hubbub/logs";
    std::error_code error;
    for (const auto& one : std::filesystem::recursive_directory_iterator(logs, error)) {
        if (one.path().parent_path().filename() == room) {
            std::ifstream file(one.path());
            all.append(std::istreambuf_iterator<char>(file), {});
        }
    }
    return all;
}

std::size_t count_of(const std::string& text, const std::string& what)
{
    std::size_t count = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
        ++count;
    }
    return count;
}

// "line 1." to the one of that number, in #lobby.
std::string lines_of_bob(int last)
{
    std::string lines;
    for (int i = 1; i <= last; ++i) {
        lines += ":bob!b@h PRIVMSG #lobby :line " + std::to_string(i) + ".\r\n";
    }
    return lines;
}

} // namespace

TEST_CASE("what was said with hubbubd is logged once, however often one comes back")
{
    TempDir home;
    Hubbubd server;
    LineClient alice = LineClient::irc(server.port(), "alice");
    const Command command{program("hubbub"), "--nick", "tester", server.address()};
    for (const std::string word : {"first", "second", "third"}) {
        Pty pty(command, at_home(home.path()));
        pty.expect("#lobby");
        alice.expect("JOIN");
        alice.say("PRIVMSG #lobby :alice's " + word);
        pty.expect("alice's " + word);
        pty.type("tester's " + word + "\r");
        alice.expect("tester's " + word);
        pty.type("/quit\r");
        CHECK(pty.expect_exit() == 0);
        alice.expect("QUIT");
    }
    const std::string log = log_of(home, "#lobby");
    INFO(log);
    for (const std::string word : {"first", "second", "third"}) {
        CHECK(count_of(log, "<alice> alice's " + word) == 1);
        CHECK(count_of(log, "<tester> tester's " + word) == 1);
    }
}

TEST_CASE("who leaves at once after a line waits for the server to have it, and has it in the log")
{
    TempDir home;
    LineServer server;
    Pty pty({program("hubbub"), "--nick", "tester", server.address()}, at_home(home.path()));
    LineClient link = server.welcome("tester", "echo-message");
    pty.expect("#lobby");
    pty.type("my last word\r/quit\r");
    link.expect("QUIT");
    link.say(":tester!t@h PRIVMSG #lobby :my last word");
    CHECK(pty.expect_exit() == 0);
    CHECK(count_of(log_of(home, "#lobby"), "<tester> my last word") == 1);
}

TEST_CASE("where the server remembers nothing, older lines come from the log as one scrolls back")
{
    TempDir home;
    {
        LineServer server;
        Pty pty({program("hubbub"), "--nick", "tester", server.address()}, at_home(home.path()));
        LineClient link = server.welcome("tester", "");
        pty.expect("#lobby");
        link.send(lines_of_bob(450));
        pty.expect("line 450.");
        pty.type("/quit\r");
        CHECK(pty.expect_exit() == 0);
        // The next server has another port, and is the same network to us.
        const std::string logs = home.path() + "/state/hubbub/logs/";
        std::filesystem::rename(logs + server.address(), logs + "before");
    }
    LineServer server;
    const std::string logs = home.path() + "/state/hubbub/logs/";
    std::filesystem::rename(logs + "before", logs + server.address());
    Pty pty({program("hubbub"), "--nick", "tester", server.address()}, at_home(home.path()));
    LineClient link = server.welcome("tester", "");
    pty.expect("#lobby");
    link.say(":bob!b@h PRIVMSG #lobby :new today");
    pty.expect("new today");
    const auto shows = [&](std::string_view text) {
        return pty.screen().find(text) != std::string::npos;
    };
    for (int presses = 0; presses < 100 && !shows(" line 1."); ++presses) {
        pty.type(page_up);
        pty.changes(Seconds(1));
    }
    pty.expect(" line 1.");
    pty.type("/quit\r");
    CHECK(pty.expect_exit() == 0);
    const std::string log = log_of(home, "#lobby");
    CHECK(count_of(log, " line 450.") == 1);
    CHECK(count_of(log, "new today") == 1);
}

TEST_CASE("what was seen is in the log, however much came and however the client ends")
{
    TempDir home;
    LineServer server;
    Pty pty({program("hubbub"), "--nick", "tester", server.address()}, at_home(home.path()));
    LineClient link = server.welcome("tester", "");
    pty.expect("#lobby");
    link.send(lines_of_bob(5000));
    pty.expect("line 5000.");
    pty.signal(SIGKILL);
    CHECK(pty.expect_exit() == 128 + SIGKILL);
    CHECK(count_of(log_of(home, "#lobby"), "<bob> line ") == 5000);
}

TEST_CASE("who wants no log has none")
{
    TempDir home;
    Hubbubd server;
    const std::string file = home.file("hubbub.toml", "[log]\nenabled = false\n");
    Pty pty({program("hubbub"), "--config", file, server.address()}, at_home(home.path()));
    LineClient alice = LineClient::irc(server.port(), "alice");
    pty.expect("alice");
    alice.say("PRIVMSG #lobby :off the record");
    pty.expect("off the record");
    CHECK(server.stop() == 0);
    pty.expect("the connection broke");
    pty.type("nor this\r");
    pty.expect("nor this");
    pty.type("/quit\r");
    CHECK(pty.expect_exit() == 0);
    CHECK_FALSE(std::filesystem::exists(home.path() + "/state/hubbub/logs"));
    CHECK_FALSE(std::filesystem::exists(home.path() + "/state/hubbub/unsent"));
}
