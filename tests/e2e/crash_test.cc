// SPDX-License-Identifier: MIT
// The promise: a line that was echoed is stored, once, and in the order that everyone saw.
#include "tests/support/catch.h"
#include "tests/support/line_client.h"
#include "tests/support/process.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

using namespace hubbub::tests;

namespace {

constexpr std::string_view caps = "server-time message-tags batch echo-message draft/chathistory";

using Lines = std::vector<std::string>;

// The texts said in #lobby that stand in bytes, of whole lines only.
Lines texts_in(std::string_view bytes)
{
    constexpr std::string_view mark = " PRIVMSG #lobby :";
    Lines texts;
    for (std::size_t end = bytes.find("\r\n"); end != std::string_view::npos;
         end = bytes.find("\r\n")) {
        const std::string_view line = bytes.substr(0, end);
        bytes.remove_prefix(end + 2);
        const std::size_t at = line.find(mark);
        if (at != std::string_view::npos) {
            texts.emplace_back(line.substr(at + mark.size()));
        }
    }
    return texts;
}

std::string tag_of(const std::string& line, const std::string& key)
{
    const std::size_t at = line.find(key + "=");
    REQUIRE(at != std::string::npos);
    const std::size_t start = at + key.size() + 1;
    return line.substr(start, line.find_first_of("; ", start) - start);
}

// All that was said in #lobby, by CHATHISTORY from the first line on.
Lines history(int port, const std::string& nick)
{
    LineClient reader = LineClient::irc(port, nick, "#lobby", caps);
    Lines texts;
    std::string from = "timestamp=1970-01-01T00:00:00.000Z";
    for (;;) {
        reader.say("CHATHISTORY AFTER #lobby " + from + " 100");
        reader.expect("BATCH +");
        std::string last;
        for (std::string line = reader.expect(""); line.find("BATCH -") == std::string::npos;
             line = reader.expect("")) {
            const Lines one = texts_in(line + "\r\n");
            if (!one.empty()) {
                texts.push_back(one.front());
                last = line;
            }
        }
        if (last.empty()) {
            return texts;
        }
        from = "msgid=" + tag_of(last, "msgid");
    }
}

std::string burst(std::size_t person, int& said)
{
    std::string lines;
    for (int i = 0; i < 25; ++i) {
        lines += "PRIVMSG #lobby :p" + std::to_string(person) + " line " + std::to_string(said++) +
                 "\r\n";
    }
    return lines;
}

bool is_prefix(const Lines& some, const Lines& all)
{
    return some.size() <= all.size() && std::equal(some.begin(), some.end(), all.begin());
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
    int said = 0;
    int rounds_left = -1;
    while (rounds_left != 0) {
        for (std::size_t i = 0; i < people.size(); ++i) {
            people[i].send(burst(i, said));
            people[i].take_in();
        }
        const bool all_heard = std::all_of(people.begin(), people.end(), [](const LineClient& one) {
            return one.waiting().find("line 500\r\n") != std::string::npos;
        });
        rounds_left = rounds_left > 0 ? rounds_left - 1 : all_heard ? 5 : -1;
        REQUIRE(said < 100'000);
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

TEST_CASE("a port that is taken stops the start with a sentence")
{
    Hubbubd first;
    TempDir home;
    Process second({program("hubbubd"), "--listen", first.address(), "--data", "none"},
                   at_home(home.path()));
    CHECK(second.expect_exit() == 1);
    CHECK(second.waiting().find(first.address()) != std::string::npos);
}
