// SPDX-License-Identifier: MIT
#include "tui/net/uplink.h"

#include "net/connection.h"
#include "net/listener.h"
#include "net/tls.h"
#include "tests/support/catch.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"
#include "tests/support/turn_until.h"
#include "tui/net/trust.h"

#include <sys/socket.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace hubbub;
using hubbub::net::Address;
using hubbub::net::Listener;
using hubbub::net::Loop;
using tests::turn_until;
using tui::net::Target;
using tui::net::Tls;
using tui::net::Uplink;

namespace {

struct Heard final : Uplink::Listener {
    void on_up() override { up = true; }
    void on_line(std::string_view line) override { lines.emplace_back(line); }
    void on_down(std::string_view why) override { down = why; }
    void on_note(std::string_view) override {}

    bool up = false;
    std::vector<std::string> lines;
    std::string down;
};

// The server's end of a connection with TLS.
struct Peer final : hubbub::net::StreamHandler {
    void on_readable() noexcept override {}
    void on_eof() noexcept override {}
    void on_error(std::string_view) noexcept override {}

    std::unique_ptr<hubbub::net::Connection> connection;
};

// A server of the test's on one end, the uplink on the other.
struct Link {
    Link()
    {
        connect(Tls::never);
        turn_until(loop, [&] { return heard.up && fd >= 0; });
    }
    explicit Link(const hubbub::net::TlsContext& tls)
    {
        connect(Tls::always);
        turn_until(loop, [&] { return fd >= 0; });
        peer.connection = std::unique_ptr<hubbub::net::Connection>(
            new hubbub::net::Connection(loop, std::exchange(fd, -1), &tls, peer));
        turn_until(loop, [&] { return heard.up; });
    }
    ~Link()
    {
        if (fd >= 0) {
            close(fd);
        }
    }
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;

    void connect(Tls tls)
    {
        Target target;
        target.port = server->address().port();
        target.tls = tls;
        uplink = std::make_unique<Uplink>(loop, clock, target, trust, heard);
        uplink->connect();
    }
    // What is sent over loopback has arrived when the call is over.
    void say(std::string_view bytes) const
    {
        if (peer.connection != nullptr) {
            return peer.connection->append(bytes); // and the loop writes it
        }
        REQUIRE(send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
                static_cast<ssize_t>(bytes.size()));
    }
    // All that is ready is done.
    void turn()
    {
        for (int i = 0; i < 20; ++i) {
            loop.run_once(Loop::Wait::not_at_all);
        }
    }
    void hear(std::size_t lines)
    {
        turn_until(loop, [&] { return heard.lines.size() == lines; });
    }

    Loop loop;
    tests::FakeClock clock;
    tui::net::Trust trust{""};
    int fd = -1;
    Peer peer; // with TLS, instead of fd
    std::unique_ptr<Listener> server =
        Listener::open(loop, Address::from_host("127.0.0.1", 0).take(),
                       [this](int one, const Address&) { fd = one; })
            .take();
    Heard heard;
    std::unique_ptr<Uplink> uplink;
};

} // namespace

TEST_CASE("while it is held nothing is read, and then all of it")
{
    Link link;
    link.say("one\r\n");
    link.hear(1);
    link.uplink->hold();
    link.uplink->hold();
    link.say("two\r\nthree\r\n");
    link.turn();
    CHECK(link.heard.lines.size() == 1);

    link.uplink->go_on();
    link.hear(3);
    CHECK(link.heard.lines == std::vector<std::string>{"one", "two", "three"});
    link.uplink->go_on(); // changes nothing
    link.say("four\r\n");
    link.hear(4);
}

TEST_CASE("a flood is read on, whoever would hold it")
{
    Link link;
    constexpr std::size_t count = 4096;
    std::string flood;
    for (std::size_t i = 0; i < count; ++i) {
        flood += "abcdef\r\n";
    }
    link.say(flood);
    link.hear(count);
    link.uplink->hold();
    link.say("and more\r\n");
    link.hear(count + 1);
    link.uplink->hold(); // still of the flood, though the last was little
    link.say("and this\r\n");
    link.hear(count + 2);

    link.uplink->go_on(); // the next picture is due, and little has come for it: now it waits
    link.uplink->hold();
    link.say("and later\r\n");
    link.turn();
    CHECK(link.heard.lines.size() == count + 2);
}

TEST_CASE("it says once when more of what was read may be waiting")
{
    Link link;
    CHECK_FALSE(link.uplink->may_have_more());
    link.say("little\r\n");
    link.hear(1);
    CHECK_FALSE(link.uplink->may_have_more());

    std::string many; // for one picture, but not for one reading
    for (int i = 0; i < 600; ++i) {
        many += "abcdef\r\n";
    }
    link.say(many);
    bool said = false;
    turn_until(link.loop, [&] {
        said = said || link.uplink->may_have_more();
        return link.heard.lines.size() == 601;
    });
    CHECK(said);
    CHECK_FALSE(link.uplink->may_have_more());
}

TEST_CASE("of a flood it does not say that there may be more: that would keep the screen waiting")
{
    Link link;
    std::string flood;
    for (int i = 0; i < 4096; ++i) {
        flood += "abcdef\r\n";
    }
    link.say(flood);
    std::size_t said = 0;
    turn_until(link.loop, [&] {
        said += link.uplink->may_have_more() ? 1U : 0U;
        return link.heard.lines.size() == 4096;
    });
    CHECK(said == 3); // 4,096 bytes each time, up to 16,384
}

TEST_CASE("with TLS it says so, too")
{
    const tests::TempDir directory;
    const std::string certificate = directory.file("certificate.pem");
    const std::string key = directory.file("key.pem");
    REQUIRE(hubbub::net::make_self_signed(certificate, key, "hubbub.test"));
    const auto tls = hubbub::net::TlsContext::server(certificate, key).take();
    Link link(tls);
    CHECK_FALSE(link.uplink->may_have_more());
    link.say("little\r\n");
    link.hear(1);
    CHECK_FALSE(link.uplink->may_have_more());

    std::string many; // for one picture
    for (int i = 0; i < 600; ++i) {
        many += "abcdef\r\n";
    }
    std::size_t said = 0;
    const auto hear = [&](std::size_t lines) {
        turn_until(link.loop, [&] {
            said += link.uplink->may_have_more() ? 1U : 0U;
            return link.heard.lines.size() == lines;
        });
    };
    link.say(many);
    hear(601);
    CHECK(said == 1);
    CHECK_FALSE(link.uplink->may_have_more());

    said = 0;
    for (int i = 0; i < 4; ++i) {
        many += many;
    }
    link.uplink->go_on();
    link.say(many); // 76,800 bytes
    hear(601 + 9600);
    CHECK(said <= 3); // up to 16,384 bytes
}

TEST_CASE("one that is held and closed by its server tells so when it goes on")
{
    Link link;
    link.say("one\r\n");
    link.hear(1);
    link.uplink->hold();
    link.say("the last words\r\n");
    REQUIRE(shutdown(link.fd, SHUT_WR) == 0);
    link.turn();
    CHECK(link.heard.down.empty());
    link.uplink->go_on();
    turn_until(link.loop, [&] { return !link.heard.down.empty(); });
    CHECK(link.heard.lines.back() == "the last words");
}
