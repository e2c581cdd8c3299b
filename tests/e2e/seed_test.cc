// SPDX-License-Identifier: MIT
// Where hubbub comes from: the seed's clients walk into hubbubd unchanged, and hubbub --plain walks
// into the seed's server.
#include "tests/support/catch.h"
#include "tests/support/line_client.h"
#include "tests/support/process.h"

#include <csignal>

using namespace hubbub::tests;

namespace {

Process seed_client(int port)
{
    return Process({"python3", fixture("seed_client.py"), std::to_string(port)});
}

} // namespace

TEST_CASE("two of the seed's clients chat through hubbubd, and see and are seen by IRC people")
{
    Hubbubd server;
    LineClient alice = LineClient::irc(server.port(), "alice");
    Process one = seed_client(server.port());
    Process two = seed_client(server.port());
    one.expect("connected to");
    two.expect("connected to");
    one.expect("** hubbub");
    two.expect("** hubbub");

    two.send("hello room\n"); // who is silent has been greeted, but is nobody yet
    alice.expect("hello room");
    one.send("hello from one\n");
    CHECK(alice.expect("hello from one").starts_with(":guest-"));
    two.expect("> hello from one");
    two.send("hello from two, 한글\n");
    CHECK(alice.expect("hello from two").ends_with(" PRIVMSG #lobby :hello from two, 한글"));
    one.expect("> hello from two, 한글");
    alice.say("PRIVMSG #lobby :hello both");
    one.expect("<alice> hello both");
    two.expect("<alice> hello both");

    one.send("a second message\n");
    two.expect("> a second message");
}

TEST_CASE("the seed's client hears that the server has gone")
{
    Hubbubd server;
    Process one = seed_client(server.port());
    one.expect("** hubbub");
    CHECK(server.stop() == 0);
    one.expect("disconnected");
}

TEST_CASE("hubbub --plain chats through the seed's server with the seed's client")
{
    TempDir home;
    const std::string port = std::to_string(free_port());
    Process server({"python3", fixture("seed_server.py"), port});
    server.expect("started on");
    Process seed = seed_client(std::stoi(port));
    seed.expect("connected to");
    server.expect("connected");

    Process plain({program("hubbub"), "--plain", "127.0.0.1:" + port}, at_home(home.path()));
    plain.expect("connected to 127.0.0.1:" + port);
    server.expect("connected");

    plain.send("hello seed\n");
    seed.expect("hello seed");
    seed.send("hello hubbub, no line end\n");
    plain.expect("hello hubbub, no line end");
    plain.send("again\n");
    seed.expect("again");

    server.signal(SIGKILL);
    plain.expect("disconnected");
    plain.expect_exit();
}
