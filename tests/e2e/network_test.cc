// SPDX-License-Identifier: MIT
// hubbub and hubbubd with a bad network between them: packets that are lost and late, seconds of
// silence, connections that are reset. What a person types is said once, in order.
#include "tests/e2e/told_lines.h"
#include "tests/support/bad_network.h"
#include "tests/support/catch.h"
#include "tests/support/line_client.h"
#include "tests/support/private_system.h"
#include "tests/support/process.h"
#include "tests/support/pty.h"

#include <chrono>
#include <random>
#include <string>

using namespace hubbub::tests;
using namespace std::chrono_literals;

namespace {

constexpr Seconds patient{120};
const BadNetwork::Weather bad{0.2, 200ms, 50ms};

void need_own_network()
{
    static const std::string why_not = with_own_network();
    if (!why_not.empty()) {
        skip(why_not);
    }
}

// A person in hubbub on the far side, and somebody beside the server who hears them.
struct Scene {
    unsigned seed = std::random_device{}();
    BadNetwork network{seed};
    TempDir home;
    Hubbubd server{{}, {{}, "0.0.0.0"}};
    LineClient alice = LineClient::irc(server.port(), "alice", "#lobby", caps);
    Pty pty{network.on_the_other_side({program("hubbub"), "--nick", "tester",
                                       "irc://" + std::string(BadNetwork::server_host) + ":" +
                                           std::to_string(server.port())}),
            at_home(home.path()),
            {100, 80}};
    Lines typed;
    Lines heard; // by alice

    Scene() { pty.expect("#lobby>", patient); }

    void types(int count)
    {
        for (; count > 0; --count) {
            typed.push_back("line " + std::to_string(typed.size()) + ".");
            pty.type(typed.back() + "\r");
            pty.expect(typed.back());
        }
    }
    // What the fault takes: it draws meanwhile.
    void waits(Seconds time)
    {
        for (const Deadline deadline = deadline_in(time); !is_over(deadline);) {
            pty.changes(Seconds(0.1));
        }
    }
    void waits_until_heard()
    {
        while (heard.size() < typed.size()) {
            const Lines one = texts_in(alice.expect(" PRIVMSG #lobby :", patient) + "\r\n");
            heard.push_back(one.at(0));
        }
    }
    // Each heard once and in order, stored so, and shown so.
    void check_all_said()
    {
        waits_until_heard();
        CHECK(heard == typed);
        pty.expect_that([&] { return shows_in_order(); }, "all lines, once", patient);
        CHECK(history(server.port(), "reader") == typed);
    }
    bool shows_in_order() const
    {
        const std::string screen = pty.screen();
        std::size_t at = 0;
        for (const std::string& line : typed) {
            at = screen.find(line, at);
            if (at == std::string::npos || screen.find(line, at + 1) != std::string::npos) {
                return false;
            }
        }
        return true;
    }
};

} // namespace

TEST_CASE("a fifth of all packets lost, and late: each line is said once and in order")
{
    need_own_network();
    Scene scene;
    INFO("seed " << scene.seed);
    scene.network.becomes(bad);
    for (int i = 0; i < 10; ++i) { // not all in the same few packets
        scene.types(5);
        scene.waits_until_heard();
    }
    scene.check_all_said();
    CHECK(scene.network.lost() > 5);
}

TEST_CASE("through seconds of silence and connections that are reset")
{
    need_own_network();
    Scene scene;
    INFO("seed " << scene.seed);
    for (int round = 0; round < 3; ++round) {
        scene.types(5);
        scene.network.cut();
        scene.types(5); // into nothing
        scene.waits(Seconds(3));
        scene.network.becomes(bad);
        scene.types(3);
        scene.network.reset_one();
        scene.types(5);
        scene.pty.expect_that([&] { return scene.network.has_reset(); }, "a reset", patient);
        scene.network.becomes({});
    }
    scene.check_all_said();
}
