// SPDX-License-Identifier: MIT
// What a person has typed is said once and in order, wherever the connection breaks and however the
// server or the client dies.
#include "tests/support/catch.h"
#include "tests/support/cutting_proxy.h"
#include "tests/support/line_client.h"
#include "tests/support/line_server.h"
#include "tests/support/process.h"
#include "tests/support/pty.h"

#include <random>
#include <string>
#include <vector>

using namespace hubbub::tests;

namespace {

using Lines = std::vector<std::string>;

// What tester has said in #lobby, as history has it.
Lines stored(int port)
{
    static int readers = 0; // the last one may not yet be known to have left
    LineClient reader = LineClient::irc(port, "reader" + std::to_string(++readers), "#lobby",
                                        "batch server-time draft/chathistory");
    reader.say("CHATHISTORY LATEST #lobby * 100");
    reader.expect("BATCH +");
    Lines texts;
    for (std::string line = reader.expect(""); line.find("BATCH -") == std::string::npos;
         line = reader.expect("")) {
        const std::size_t at = line.find(" PRIVMSG #lobby :");
        if (at != std::string::npos && line.find(":tester") != std::string::npos) {
            texts.push_back(line.substr(at + 17));
        }
    }
    return texts;
}

Lines numbered(int count)
{
    Lines lines;
    for (int i = 1; i <= count; ++i) {
        lines.push_back("line " + std::to_string(i) + ".");
    }
    return lines;
}

// The lines as the screen shows them, in a row.
bool shows_in_order(const Pty& pty, const Lines& lines)
{
    const std::string screen = pty.screen();
    std::size_t at = 0;
    for (const std::string& line : lines) {
        at = screen.find(line, at);
        if (at == std::string::npos || screen.find(line, at + 1) != std::string::npos) {
            return false;
        }
    }
    return true;
}

constexpr Seconds patient{60};

} // namespace

TEST_CASE("wherever the connection is cut, each line is said once and in order")
{
    const unsigned seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    TempDir home;
    Hubbubd server;
    std::vector<CuttingProxy::Cut> cuts;
    for (int i = 0; i < 4; ++i) { // behind the registration, and anywhere in what follows
        const bool up = i % 2 == 0;
        cuts.push_back({up ? CuttingProxy::Way::to_server : CuttingProxy::Way::to_client,
                        (up ? 700 : 3500) + random() % 900});
    }
    CuttingProxy proxy(server.port(), cuts);
    LineClient alice = LineClient::irc(server.port(), "alice");
    Pty pty({program("hubbub"), "--nick", "tester", proxy.address()}, at_home(home.path()),
            {100, 80});
    alice.expect("JOIN");
    pty.expect("#lobby>"); // typed before, it would be in the server's buffer, and no message
    const Lines lines = numbered(64);
    std::size_t told = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        pty.type(lines[i] + "\r");
        pty.expect(lines[i]);
        for (; (i + 1) % 8 == 0 && told <= i; ++told) { // each once, and in this order
            const std::string heard = alice.expect("PRIVMSG", patient);
            CHECK(heard.substr(heard.rfind(':') + 1) == lines[told]);
        }
    }
    pty.expect_that([&] { return shows_in_order(pty, lines); }, "all lines, once", patient);
    CHECK(stored(server.port()) == lines);
    CHECK(proxy.cuts_made() > 1);
}

TEST_CASE("a server that is killed in the middle of talk has each line once and in order")
{
    TempDir home;
    Hubbubd server;
    Pty pty({program("hubbub"), "--nick", "tester", server.address()}, at_home(home.path()),
            {60, 80});
    pty.expect("#lobby");
    const Lines lines = numbered(24);
    const auto arrived = [&](const std::string& line) {
        const Lines all = stored(server.port());
        return !all.empty() && all.back() == line;
    };
    for (std::size_t i = 0; i < lines.size(); ++i) {
        pty.type(lines[i] + "\r");
        if (i % 8 == 3) {
            server.crash();
        } else if (i % 8 == 6) {
            server.start();
            pty.expect_that([&] { return arrived(lines[i]); }, lines[i], patient);
        }
    }
    pty.type("the end\r");
    pty.expect_that([&] { return arrived("the end"); }, "the last line", patient);
    Lines expected = lines;
    expected.push_back("the end");
    CHECK(stored(server.port()) == expected);
    pty.expect_that([&] { return shows_in_order(pty, expected); }, "all lines, once", patient);
}

namespace {

const std::string no_ids = "echo-message labeled-response message-tags batch";

// It arrives, and the connection ends before anybody says so.
void say_and_lose(LineServer& server, Pty& pty, std::string_view text)
{
    LineClient link = server.welcome("tester", no_ids);
    pty.expect("#lobby");
    pty.type(std::string(text) + "\r");
    link.expect(text);
}

} // namespace

TEST_CASE("a server that would say it twice is asked for nothing until the person says so")
{
    TempDir home;
    LineServer server;
    Pty pty({program("hubbub"), "--nick", "tester", server.address()}, at_home(home.path()));
    say_and_lose(server, pty, "is it there?");
    LineClient link = server.welcome("tester", no_ids);
    pty.expect("is it there?  [may be lost]", patient);
    pty.expect("a line of yours may be lost", patient);
    link.say("PING :done");
    link.expect("PONG");
    link.has_not_heard("is it there?");
    pty.type("\t");
    CHECK(link.expect("PRIVMSG").ends_with(" PRIVMSG #lobby :is it there?"));
    pty.expect_gone("may be lost");
}

TEST_CASE("a client that is killed says what it has not seen stored once more, and once in all")
{
    TempDir home;
    Hubbubd server;
    const Command command{program("hubbub"), "--nick", "tester", server.address()};
    Lines expected;
    const auto arrived = [&] { return stored(server.port()) == expected; };
    {
        Pty pty(command, at_home(home.path()));
        pty.expect("#lobby>");
        pty.type("before\r");
        expected = {"before"};
        pty.expect_that(arrived, "the line before", patient);
        server.crash();
        pty.expect("connection broke");
        for (const char* line : {"one", "two", "three"}) {
            pty.type(std::string(line) + "\r");
            expected.emplace_back(line);
            pty.expect(line);
        }
    } // kill -9
    server.start();
    for (int run = 0; run < 3; ++run) { // the first sends them, and no other does
        Pty pty(command, at_home(home.path()));
        pty.expect("#lobby>");
        pty.expect_that([&] { return shows_in_order(pty, expected); }, "all lines, once", patient);
        pty.expect_that(arrived, "all lines once in history", patient);
    }
}

TEST_CASE("killed at any moment, with a server that remembers, nothing is said twice")
{
    TempDir home;
    Hubbubd server;
    Lines expected;
    for (int run = 0; run < 6; ++run) {
        Pty pty({program("hubbub"), "--nick", "tester", server.address()}, at_home(home.path()),
                {60, 80});
        pty.expect("#lobby>");
        for (int i = 0; i < 3; ++i) {
            expected.push_back(std::to_string(run) + " and " + std::to_string(i) + ".");
            pty.type(expected.back() + "\r");
            pty.expect(expected.back());
        }
    } // each is killed when it has drawn the last line: on the way, or stored, or not yet sent
    Pty pty({program("hubbub"), "--nick", "tester", server.address()}, at_home(home.path()),
            {60, 80});
    pty.expect_that([&] { return stored(server.port()) == expected; }, "all lines once", patient);
    pty.expect_that([&] { return shows_in_order(pty, expected); }, "all lines, once", patient);
}

TEST_CASE("after a crash a server that would say it twice hears it when the person wants it")
{
    TempDir home;
    LineServer server;
    const Command command{program("hubbub"), "--nick", "tester", server.address()};
    {
        Pty pty(command, at_home(home.path()));
        say_and_lose(server, pty, "is it there?");
    }
    Pty pty(command, at_home(home.path()));
    LineClient link = server.welcome("tester", no_ids);
    pty.expect("is it there?  [may be lost]", patient);
    pty.expect("a line of yours may be lost", patient);
    link.say("PING :done");
    link.expect("PONG");
    link.has_not_heard("is it there?");
    pty.type("/clear\r");
    pty.expect_gone("a line of yours may be lost");
    link.say("PING :more"); // it is asked again
    pty.expect("a line of yours may be lost", patient);
    pty.expect("is it there?  [may be lost]");
    pty.type("\t");
    CHECK(link.expect("PRIVMSG").ends_with(" PRIVMSG #lobby :is it there?"));
}
