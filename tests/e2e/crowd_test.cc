// SPDX-License-Identifier: MIT
// Ten thousand who open a connection and are silent: in the memory they cost, and to those who
// talk.
#include "daemon/sanitized.h"
#include "tests/support/catch.h"
#include "tests/support/line_client.h"
#include "tests/support/process.h"
#include "tests/support/process_memory.h"

#include <sys/resource.h>

#include <chrono>
#include <string>
#include <vector>

using namespace hubbub::tests;

namespace {

constexpr std::size_t crowd = 10'000;
constexpr std::size_t bytes_each = 4096;

// Of this process and the servers it starts. As many as are allowed, which may be too few.
bool raise_limit_of_descriptors()
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur > crowd + 200;
}

std::vector<LineClient> open_crowd(Hubbubd& server, LineClient& alice)
{
    std::vector<LineClient> all;
    all.reserve(crowd);
    while (all.size() < crowd) {
        all.emplace_back(server.port());
        if (all.size() % 200 == 0) {
            alice.say("PING :" + std::to_string(all.size())); // she waits for nobody
            alice.expect("PONG");
        }
    }
    return all;
}

void check_cost(const Hubbubd& server, std::size_t before_kib)
{
    const std::size_t each = (kib_of(server.pid(), "VmRSS") - before_kib) * 1024 / crowd;
    WARN("bytes for each who is silent: " << each);
    CHECK((hubbub::daemon::is_sanitized() || each <= bytes_each));
}

} // namespace

TEST_CASE("ten thousand silent openers cost four kilobytes each, and the room nothing")
{
    if (!raise_limit_of_descriptors()) {
        WARN("skipped: the limit of open files is too low (ulimit -Hn)");
        return;
    }
    Hubbubd server("connections_per_address = 0\n");
    LineClient alice = LineClient::irc(server.port(), "alice");
    LineClient bob = LineClient::irc(server.port(), "bob");
    const std::size_t before = kib_of(server.pid(), "VmRSS");
    {
        std::vector<LineClient> silent = open_crowd(server, alice);
        for (LineClient& one : silent) {
            one.expect("** hubbub");
        }
        check_cost(server, before);
        alice.say("PRIVMSG #lobby :nobody else is here");
        bob.expect("nobody else");
        LineClient late(server.port()); // there is room for one more
        late.send("hello\n");
        alice.expect(":hello");
        CHECK(descriptors_of(server.pid()) > crowd);
    }
    const Deadline deadline = deadline_in(patience);
    while (descriptors_of(server.pid()) > 100 && !is_over(deadline)) {
        alice.say("PING :x");
        alice.expect("PONG");
    }
    CHECK(descriptors_of(server.pid()) < 100);
    CHECK(server.stop() == 0);
}
