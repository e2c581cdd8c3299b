// SPDX-License-Identifier: MIT
// The real server and its memory: floods of every kind stay within what is allowed, and when there
// is none left it dies loudly, with all that was acknowledged on its disk.
#include "tests/e2e/told_lines.h"
#include "tests/support/catch.h"
#include "tests/support/line_client.h"
#include "tests/support/private_system.h"
#include "tests/support/process.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

using namespace hubbub::tests;

namespace {

constexpr std::string_view anyone = "connections_per_address = 0\n";
constexpr std::uint64_t mebibyte = 1U << 20U;

// A sanitizer takes terabytes of addresses for itself.
constexpr bool is_sanitized()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return true;
#elif defined(__has_feature)
    return __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
    return false;
#endif
}

void need_limits()
{
    if (is_sanitized()) {
        skip("memory cannot be limited under a sanitizer");
    }
}

// What it has now, and so much more.
void allow_more(const Process& process, std::uint64_t bytes)
{
    std::uint64_t pages = 0;
    std::ifstream("/proc/" + std::to_string(process.pid()) + "/statm") >> pages;
    REQUIRE(pages > 0);
    process.limit(RLIMIT_AS, pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)) + bytes);
}

std::string line_of(std::size_t number)
{
    return "line " + std::to_string(number) + " " + std::string(400, '.');
}

// Each once, and in the order of all.
bool is_among_in_order(const Lines& some, const Lines& all)
{
    auto from = all.begin();
    return std::all_of(some.begin(), some.end(), [&](const std::string& one) {
        from = std::find(from, all.end(), one);
        return from != all.end() && from++ != all.end();
    });
}

} // namespace

TEST_CASE("floods, endless lines and readers who do not read stay within the limits")
{
    need_limits();
    Hubbubd server(anyone);
    LineClient alice = LineClient::irc(server.port(), "alice", "#lobby", caps);
    LineClient bob = LineClient::irc(server.port(), "bob", "#lobby", caps);
    std::vector<LineClient> stalled;
    for (int i = 0; i < 100; ++i) { // each of whom may have a mebibyte, but not all of them
        stalled.push_back(LineClient::irc(server.port(), "s" + std::to_string(i)));
    }
    allow_more(server.process(), 96 * mebibyte);

    std::vector<LineClient> endless;
    for (int i = 0; i < 50; ++i) {
        endless.emplace_back(server.port());
        endless.back().pour("NICK " + std::string(100'000, 'x'));
    }
    constexpr std::size_t most = 9'000; // history keeps more
    Lines said;
    while (server.process().waiting().find("all send queues together are full") ==
           std::string::npos) {
        for (int i = 0; i < 500; ++i) {
            said.push_back(line_of(said.size()));
            alice.say("PRIVMSG #lobby :" + said.back());
        }
        bob.expect(said.back());
        alice.expect(said.back());
        server.process().take_in();
        REQUIRE(said.size() < most);
    }
    bob.say("PING :there");
    bob.expect("PONG");
    CHECK(server.stop() == 0);
    server.start();
    CHECK(history(server.port(), "reader") == said);
}

TEST_CASE("without memory it dies loudly, and what was acknowledged is stored")
{
    need_limits();
    Hubbubd server("[limits]\nsend_queue = 1000000000\nsend_queues = 0\n");
    LineClient alice = LineClient::irc(server.port(), "alice", "#lobby", caps);
    std::vector<LineClient> stalled;
    for (int i = 0; i < 40; ++i) {
        stalled.push_back(LineClient::irc(server.port(), "s" + std::to_string(i)));
    }
    allow_more(server.process(), 8 * mebibyte);
    Lines said;
    constexpr std::size_t enough = 9'000; // and less than history keeps
    while (!alice.has_ended() && said.size() < enough) {
        std::string lines;
        for (int i = 0; i < 50; ++i) {
            said.push_back(line_of(said.size()));
            lines += "PRIVMSG #lobby :" + said.back() + "\r\n";
        }
        alice.pour(lines);
        alice.take_in();
    }
    CHECK(server.process().expect_exit() == 128 + SIGABRT);
    CHECK(server.process().waiting().find("out of memory: the program ends here") !=
          std::string::npos);
    const Lines heard = texts_in(alice.expect_end());
    server.start();
    const Lines stored = history(server.port(), "reader");
    CHECK(is_prefix(heard, stored));
    CHECK(is_among_in_order(stored, said)); // the last of them may have been refused
    CHECK(heard.size() > 100);
}
