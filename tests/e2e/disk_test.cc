// SPDX-License-Identifier: MIT
// The real server on a real disk that is full: what cannot be stored is refused and seen by nobody,
// the chat goes on, and so does storing when there is room.
#include "tests/e2e/metrics_page.h"
#include "tests/e2e/told_lines.h"
#include "tests/support/catch.h"
#include "tests/support/line_client.h"
#include "tests/support/private_system.h"
#include "tests/support/process.h"

#include <sys/resource.h>

#include <csignal>
#include <functional>
#include <string>

using namespace hubbub::tests;

namespace {

constexpr std::string_view author_caps =
    "server-time message-tags batch echo-message labeled-response standard-replies "
    "draft/chathistory";
constexpr std::size_t small = 3U << 20U;
constexpr std::size_t larger = 64U << 20U;

void need_own_mounts()
{
    static const std::string why_not = with_own_mounts();
    if (!why_not.empty()) {
        skip(why_not);
    }
}

// Somebody who says lines of which each is answered, and knows which are stored.
struct Author {
    LineClient client;
    Lines stored;
    Lines refused;
    int said = 0;

    explicit Author(int port) : client(LineClient::irc(port, "alice", "#lobby", author_caps)) {}

    // Whether it is stored.
    bool says_one()
    {
        const std::string text = "line " + std::to_string(said++) + std::string(380, '.');
        client.say("@label=" + std::to_string(said) + " PRIVMSG #lobby :" + text);
        const std::string answer = client.expect("@label=" + std::to_string(said));
        const bool well = answer.ends_with(" PRIVMSG #lobby :" + text);
        CHECK((well || answer.find(" FAIL PRIVMSG MESSAGE_ERROR #lobby :") != std::string::npos));
        (well ? stored : refused).push_back(text);
        return well;
    }
};

// Until a line is refused; and some more, of which a short one may still find room.
void fill(Author& alice)
{
    constexpr int most = 100'000;
    while (alice.says_one()) {
        REQUIRE(alice.said < most);
    }
    for (int i = 0; i < 20; ++i) {
        alice.says_one();
    }
}

void check_full_and_back(Hubbubd& server, const std::function<void()>& make_room)
{
    const int metrics = metrics_port(server);
    Author alice(server.port());
    LineClient bob = LineClient::irc(server.port(), "bob", "#lobby", caps);
    fill(alice);
    server.process().expect("lines are being refused");
    CHECK(sample(metrics, "hubbub_ready") == 0);
    CHECK(sample(metrics, "hubbub_journal_failures_total") >= 1);
    CHECK(ask(metrics, "/ready").find("503") != std::string::npos);
    CHECK(ask(metrics, "/live").find("200") != std::string::npos);

    // The chat goes on.
    LineClient carol = LineClient::irc(server.port(), "carol", "#lobby", caps);
    bob.expect(":carol!~carol@");
    carol.say("@+typing=active TAGMSG #lobby");
    bob.expect("+typing=active");
    carol.say("NICK caroline");
    alice.client.expect(" NICK :caroline");
    carol.say("QUIT :enough");
    alice.client.expect(" QUIT :");
    CHECK(history(bob) == alice.stored);

    make_room();
    server.process().expect("lines are being stored again");
    CHECK(alice.says_one());
    bob.expect(" PRIVMSG #lobby :" + alice.stored.back());
    for (int i = 0; i < 2000; ++i) {
        CHECK(alice.says_one());
        bob.take_in();
    }
    CHECK(sample(metrics, "hubbub_ready") == 1);
    const std::string last = alice.stored.back() + "\r\n";
    const Deadline deadline = deadline_in(patience);
    while (bob.waiting().find(last) == std::string::npos && !is_over(deadline)) {
        bob.take_in();
    }
    const bool as_stored =
        texts_in(bob.waiting()) == Lines(alice.stored.end() - 2000, alice.stored.end());
    CHECK(as_stored);

    server.crash();
    server.start();
    CHECK(history(server.port(), "reader") == alice.stored);
    CHECK_FALSE(alice.refused.empty());
}

} // namespace

TEST_CASE("a file that may not grow is a full disk")
{
    Hubbubd server(metrics_on);
    server.process().limit(RLIMIT_FSIZE, small / 2);
    check_full_and_back(server, [&] { server.process().limit(RLIMIT_FSIZE, larger); });
}

TEST_CASE("a disk that is full refuses lines, which nobody sees, until there is room")
{
    need_own_mounts();
    TempDir place;
    SmallDisk disk(place.path() + "/disk", small);
    Hubbubd server(metrics_on, {disk.path()});
    check_full_and_back(server, [&] { disk.resize(larger); });
    CHECK(server.stop() == 0);
}

TEST_CASE("killed on the full disk, or stopped there, it has all that was stored, once")
{
    need_own_mounts();
    for (const bool killed : {true, false}) {
        TempDir place;
        SmallDisk disk(place.path() + "/disk", small);
        Hubbubd server({}, {disk.path()});
        Author alice(server.port());
        fill(alice);
        if (killed) {
            server.crash();
        } else {
            CHECK(server.stop() == 0);
        }
        disk.resize(larger);
        server.start();
        CHECK(history(server.port(), "reader") == alice.stored);
    }
}

TEST_CASE("on a disk that is full from the first it does not start, and says why")
{
    need_own_mounts();
    TempDir place;
    const SmallDisk disk(place.path() + "/disk", 20'000);
    Process server({program("hubbubd"), "--listen", "127.0.0.1:0", "--data", disk.path()},
                   at_home(place.path()));
    CHECK(server.expect_exit() == 1);
    CHECK(server.waiting().find(disk.path()) != std::string::npos);
    CHECK(server.waiting().find("full") != std::string::npos);
}
