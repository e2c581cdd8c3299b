// SPDX-License-Identifier: MIT
// One network as it runs, on a real socket; the clock is the test's.
#include "tui/session.h"

#include "tests/support/catch.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"
#include "tests/support/turn_until.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

using namespace hubbub;
using namespace hubbub::tui;
using namespace hubbub::tests;
using namespace std::chrono_literals;

namespace {

struct Running {
    TempDir home;
    hubbub::net::Loop loop;
    FakeClock clock;
    model::Model model;
    hubbub::tui::net::Trust trust{home.file("known_servers")};
    int listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    std::vector<int> peers; // those who have come, the last one last
    std::string heard;      // from all of them
    Session session;

    explicit Running(std::vector<std::string> password_command = {})
        : session({loop, clock, trust, model.network()}, options(std::move(password_command)),
                  {{}, home.file("unsent")})
    {
    }
    ~Running()
    {
        for (const int peer : peers) {
            close(peer);
        }
        close(listening);
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    NetworkOptions options(std::vector<std::string> password_command) const
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof(address);
        auto* any = reinterpret_cast<sockaddr*>(&address);
        REQUIRE(bind(listening, any, size) == 0);
        REQUIRE(listen(listening, 8) == 0);
        REQUIRE(getsockname(listening, any, &size) == 0);
        NetworkOptions made;
        made.target.port = ntohs(address.sin_port);
        made.target.tls = hubbub::tui::net::Tls::never;
        made.nick = made.username = made.real_name = "tester";
        made.password_command = std::move(password_command);
        return made;
    }

    // Turns, with what the program does at the end of each, until it holds.
    void until(const std::function<bool()>& holds)
    {
        turn_until(loop, [&] {
            session.end_turn();
            listen_to_peers();
            return holds();
        });
    }
    void listen_to_peers()
    {
        if (const int fresh = accept4(listening, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
            fresh >= 0) {
            peers.push_back(fresh);
        }
        std::array<char, 4096> some{};
        for (const int peer : peers) {
            for (ssize_t got = read(peer, some.data(), some.size()); got > 0;
                 got = read(peer, some.data(), some.size())) {
                heard.append(some.data(), static_cast<std::size_t>(got));
            }
        }
    }
    void until_heard(std::string_view text)
    {
        // Something must wake the loop when only the peer has news.
        const hubbub::net::Timer look(
            loop, 5ms, [] {}, hubbub::net::Timer::Repeat::always);
        until([&] { return heard.find(text) != std::string::npos; });
    }
    void say(std::string_view lines) const
    {
        REQUIRE(write(peers.back(), lines.data(), lines.size()) ==
                static_cast<ssize_t>(lines.size()));
    }
    void come_online()
    {
        session.connect();
        until_heard("USER ");
        say(":s CAP * LS :\r\n:s 001 tester :Welcome\r\n");
        until([&] { return model.network().is_online(); });
        until_heard("PING :hubbub-lag");
        say(":s PONG s :hubbub-lag\r\n");
        until([&] { return model.network().lag.has_value(); });
        heard.clear();
    }
    // How often the server's buffer has told it.
    int told(std::string_view text)
    {
        const model::Scrollback& lines = model.network().server().lines;
        int count = 0;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            count += lines[i].text.find(text) != std::string_view::npos ? 1 : 0;
        }
        return count;
    }
};

} // namespace

TEST_CASE("a link that died while the machine slept is given up, and made anew")
{
    Running running;
    running.come_online();
    running.session.woke(1h);
    running.until_heard("PING :hubbub-lag"); // and nobody answers
    running.clock.advance(4s);
    running.until([&] { return !running.model.network().is_online(); });
    CHECK(running.told("the machine has slept for 1 h 0 min") == 1);
    CHECK(running.told("not connected: the server has not answered since the machine woke") == 1);
    CHECK(running.told("trying again in") == 1);
}

TEST_CASE("a link that outlived the machine's sleep is kept")
{
    Running running;
    running.come_online();
    running.session.woke(1h);
    running.until_heard("PING :hubbub-lag");
    running.say(":s PONG s :hubbub-lag\r\n");
    running.until([&] { return !running.session.irc().waits_since_woken(); });
    running.clock.advance(5s);
    running.session.tick();
    CHECK(running.model.network().is_online());
    CHECK(running.told("not connected") == 0);
}

TEST_CASE("who was still on the way when the machine slept starts anew, who had left stays away")
{
    Running running;
    running.session.connect();
    running.until_heard("USER "); // and no answer will come
    running.session.woke(1h);
    const hubbub::net::Timer look(
        running.loop, 5ms, [] {}, hubbub::net::Timer::Repeat::always);
    running.until([&] { return running.peers.size() == 2; });
    CHECK(running.told("the machine has slept: connecting again") == 1);
    running.session.leave({});
    running.until([&] { return running.model.network().connection == model::Connection::offline; });
    running.session.woke(1h);
    CHECK(running.model.network().connection == model::Connection::offline);
}

TEST_CASE("a password that a program tells is known before the server is spoken to")
{
    Running running({"echo", "the word"});
    running.session.connect();
    CHECK(running.told("asking echo for the password") == 1);
    running.until_heard("PASS :the word\r\n");
    running.session.reconnect();
    running.heard.clear();
    running.until_heard("PASS :the word\r\n");
    CHECK(running.told("asking echo for the password") == 1); // once is enough
}

TEST_CASE("a program that tells no password is told of, and asked again when the person wants it")
{
    Running running({"false"});
    const auto is_offline = [&] {
        return running.model.network().connection == model::Connection::offline;
    };
    running.session.connect();
    CHECK_FALSE(is_offline());
    running.until(is_offline);
    CHECK(running.told("not connected: server.password_command: false failed, status 1; /connect "
                       "asks again") == 1);
    running.session.connect();
    running.until(is_offline);
    CHECK(running.told("asking false for the password") == 2);
    CHECK(running.peers.empty());
}

TEST_CASE("one can leave while a program is asked for the password")
{
    Running running({"sleep", "60"});
    running.session.connect();
    running.session.woke(1h); // which does not ask it anew
    running.session.leave({});
    CHECK(running.model.network().connection == model::Connection::offline);
    CHECK(running.told("you left this network") == 1);
    CHECK(running.told("asking sleep for the password") == 1);
}
