// SPDX-License-Identifier: MIT
// The promise: a line that was echoed is stored, once, and in the order that everyone saw.
#include "tests/e2e/told_lines.h"
#include "tests/support/catch.h"
#include "tests/support/line_client.h"
#include "tests/support/process.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

using namespace hubbub::tests;

namespace {

std::string burst(std::size_t person, int& said)
{
    std::string lines;
    for (int i = 0; i < 25; ++i) {
        lines += "PRIVMSG #lobby :p" + std::to_string(person) + " line " + std::to_string(said++) +
                 "\r\n";
    }
    return lines;
}

} // namespace

TEST_CASE("killed under load, everything that was echoed is there once and in order")
{
    Hubbubd server;
    std::vector<LineClient> people;
    for (int i = 0; i < 4; ++i) {
        people.push_back(LineClient::irc(server.port(), "p" + std::to_string(i), "#lobby", caps));
    }
    // Everybody talks without a pause until all have heard a good deal, and then still a little.
    constexpr int enough = 10'000; // lines; a machine that is slow to hear them is waited for
    const Deadline deadline = deadline_in(patience);
    int said = 0;
    int rounds_left = -1;
    while (rounds_left != 0) {
        for (std::size_t i = 0; i < people.size(); ++i) {
            if (said < enough || rounds_left > 0) {
                people[i].send(burst(i, said));
            }
            people[i].take_in();
        }
        const bool all_heard = std::all_of(people.begin(), people.end(), [](const LineClient& one) {
            return one.waiting().find("line 500\r\n") != std::string::npos;
        });
        rounds_left = rounds_left > 0 ? rounds_left - 1 : all_heard ? 5 : -1;
        REQUIRE(std::chrono::steady_clock::now() < deadline);
    }
    server.crash();

    std::vector<Lines> seen;
    for (LineClient& one : people) {
        seen.push_back(texts_in(one.expect_end()));
    }
    server.start();
    const Lines stored = history(server.port(), "reader");
    Lines sorted = stored;
    std::sort(sorted.begin(), sorted.end());
    CHECK(std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end());
    for (std::size_t i = 0; i < seen.size(); ++i) {
        INFO("person " << i << " saw " << seen[i].size() << " of " << stored.size() << " stored of "
                       << said << " said");
        CHECK(seen[i].size() > 500);
        CHECK(is_prefix(seen[i], stored));
    }
}

TEST_CASE("after a crash the room goes on where it was, for both doors")
{
    Hubbubd server;
    LineClient alice = LineClient::irc(server.port(), "alice", "#lobby", caps);
    alice.say("PRIVMSG #lobby :before the crash");
    alice.expect("before the crash"); // the echo: it is stored
    server.crash();
    server.start();

    LineClient plain(server.port());
    plain.send("/history 5\n");
    plain.expect("<alice> before the crash");
    plain.send("after the crash\n");

    Lines stored = history(server.port(), "bob");
    while (stored.size() < 2) {
        stored = history(server.port(), "bob" + std::to_string(stored.size()));
    }
    CHECK(stored == Lines{"before the crash", "after the crash"});
}

TEST_CASE("a room's topic and modes survive the crash, and the orderly end")
{
    Hubbubd server;
    {
        LineClient alice = LineClient::irc(server.port(), "alice", "#tea", caps);
        alice.say("TOPIC #tea :at four");
        alice.expect("TOPIC #tea :at four");
        server.crash();
    }
    server.start();
    {
        LineClient bob = LineClient::irc(server.port(), "bob", "#tea", caps);
        bob.say("TOPIC #tea");
        bob.expect(" 332 bob #tea :at four");
        bob.say("MODE #tea +m");
        bob.expect("MODE #tea +m");
        CHECK(server.stop() == 0);
    }
    server.start();
    LineClient carol = LineClient::irc(server.port(), "carol", "#tea", caps);
    carol.say("MODE #tea");
    carol.expect(" 324 carol #tea +mnt");
    carol.say("TOPIC #tea");
    carol.expect(" 332 carol #tea :at four");
}

TEST_CASE("a plain script's receipt survives the crash")
{
    Hubbubd server;
    LineClient bot(server.port());
    bot.send("/ack on\ndeployed\n");
    bot.expect("** every line");
    CHECK(bot.expect("-- ok ").size() > std::string_view("-- ok ").size());
    server.crash();
    server.start();
    CHECK(history(server.port(), "reader") == Lines{"deployed"});
}

TEST_CASE("a file that is no database of ours stops the start with a sentence, untouched")
{
    TempDir home;
    const std::string data = home.path() + "/data";
    std::filesystem::create_directory(data);
    const std::string text =
        "this is no database, but somebody's letter\n" + std::string(5000, 'x');
    const std::string file = home.file("data/hubbub.db", text);

    Process server({program("hubbubd"), "--listen", "127.0.0.1:0", "--data", data},
                   at_home(home.path()));
    CHECK(server.expect_exit() == 1);
    CHECK(server.waiting().find("hubbub.db") != std::string::npos);
    std::ifstream after(file);
    CHECK(std::string(std::istreambuf_iterator<char>(after), {}) == text);
}

TEST_CASE("a state directory of our own is closed to others, one that is shared stays as it is")
{
    namespace fs = std::filesystem;
    TempDir place;
    const auto mode_after_start = [&](const std::string& state) {
        fs::permissions(state, fs::perms(0755));
        Process server({program("hubbubd"), "--data", state, "--listen", "127.0.0.1:0"});
        server.expect("TLS on the same port");
        return static_cast<unsigned>(fs::status(state).permissions());
    };
    const std::string own = place.file("own");
    const std::string shared = place.file("shared");
    fs::create_directory(own);
    fs::create_directory(shared);
    std::ofstream(shared + "/something else") << "not ours";
    CHECK(mode_after_start(own) == 0700);
    CHECK(mode_after_start(own) == 0700); // with our files in it
    CHECK(mode_after_start(shared) == 0755);
}

TEST_CASE("a port that is taken stops the start with a sentence")
{
    Hubbubd first;
    TempDir home;
    Process second({program("hubbubd"), "--listen", first.address(), "--data", "none"},
                   at_home(home.path()));
    CHECK(second.expect_exit() == 1);
    CHECK(second.waiting().find(first.address()) != std::string::npos);
}
