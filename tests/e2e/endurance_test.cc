// SPDX-License-Identifier: MIT
// Killed a hundred times at any moment, on one database; and stopped, and brought back.
#include "tests/e2e/told_lines.h"
#include "tests/support/catch.h"
#include "tests/support/line_client.h"
#include "tests/support/process.h"

#include <csignal>
#include <map>
#include <random>
#include <string>

using namespace hubbub::tests;

namespace {

constexpr int rounds = 100;
constexpr int people = 3;

// Each says some lines, for some turns; then the server is killed, in the middle of all that. What
// each of them saw.
std::vector<Lines> talk_and_kill(Hubbubd& server, const std::string& room, std::mt19937& random)
{
    std::vector<LineClient> all;
    for (int i = 0; i < people; ++i) {
        all.push_back(LineClient::irc(server.port(), "p" + std::to_string(i), room, caps));
    }
    LineClient watcher = LineClient::irc(server.port(), "watcher", room, caps);
    const auto turns = 1 + random() % 12;
    int said = 0;
    for (auto turn = turns; turn > 0; --turn) {
        for (LineClient& one : all) {
            std::string lines;
            for (auto left = random() % 20; left > 0; --left) {
                lines += "PRIVMSG " + room + " :" + std::to_string(said++) + "\r\n";
            }
            one.pour(lines);
            one.take_in();
        }
    }
    if (random() % 2 == 0) { // else with nothing of it answered yet, as like as not
        all.front().say("PRIVMSG " + room + " :last");
        watcher.expect(":last");
    }
    server.crash();
    std::vector<Lines> seen;
    for (LineClient& one : all) {
        seen.push_back(texts_in(one.expect_end(), room));
    }
    return seen;
}

void check_no_twice(Lines texts)
{
    std::sort(texts.begin(), texts.end());
    CHECK(std::adjacent_find(texts.begin(), texts.end()) == texts.end());
}

} // namespace

TEST_CASE("killed a hundred times, what anybody saw is there once, in the order they saw it")
{
    const unsigned seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    Hubbubd server;
    std::map<std::string, Lines> stored;
    for (int round = 0; round < rounds; ++round) {
        INFO("round " << round);
        const std::string room = "#round" + std::to_string(round);
        const std::vector<Lines> seen = talk_and_kill(server, room, random);
        server.start();
        stored[room] = history(server.port(), "reader", room);
        check_no_twice(stored[room]);
        for (const Lines& one : seen) {
            CHECK(is_prefix(one, stored[room]));
        }
    }
    for (const auto& [room, texts] : stored) { // and the later crashes took nothing of it
        INFO(room);
        CHECK(history(server.port(), "reader", room) == texts);
    }
}

TEST_CASE("stopped and brought back by signals, the server goes on and loses nothing")
{
    Hubbubd server;
    LineClient alice = LineClient::irc(server.port(), "alice", "#lobby", caps);
    LineClient bob = LineClient::irc(server.port(), "bob", "#lobby", caps);
    for (int round = 0; round < 20; ++round) {
        const std::string text = "while it sleeps " + std::to_string(round);
        server.process().signal(SIGSTOP);
        alice.say("PRIVMSG #lobby :" + text);
        bob.take_in();
        bob.has_not_heard(text);
        server.process().signal(SIGCONT);
        bob.expect(text);
        alice.expect(text);
    }
    CHECK(history(server.port(), "reader").size() == 20);
}
