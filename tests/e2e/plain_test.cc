// SPDX-License-Identifier: MIT
// hubbub without a screen: --plain, and as a pipe.
#include "tests/support/catch.h"
#include "tests/support/line_client.h"
#include "tests/support/process.h"

using namespace hubbub::tests;

namespace {

Command hubbub_at(const std::string& address, Command more = {})
{
    Command command{program("hubbub")};
    command.insert(command.end(), more.begin(), more.end());
    command.push_back(address);
    return command;
}

} // namespace

TEST_CASE("hubbub --plain and hubbubd's plain door understand each other")
{
    Hubbubd server;
    TempDir home;
    LineClient alice = LineClient::irc(server.port(), "alice");
    Process plain(hubbub_at(server.address(), {"--plain"}), at_home(home.path()));
    plain.expect("connected to " + server.address());
    plain.send("/nick dora\nhello\n");
    CHECK(alice.expect("PRIVMSG").starts_with(":dora!"));
    alice.say("PRIVMSG #lobby :\x1b[31mhi");
    CHECK(plain.expect("hi").ends_with("<alice> [31mhi"));
    plain.end_input();
    CHECK(plain.expect_exit() == 0);
}

TEST_CASE("echo hi | hubbub says hi, and ends")
{
    Hubbubd server;
    TempDir home;
    LineClient alice = LineClient::irc(server.port(), "alice");
    Process pipe(hubbub_at(server.address(), {"--nick", "script"}), at_home(home.path()));
    pipe.send("hi\nand bye");
    pipe.end_input();
    CHECK(alice.expect("PRIVMSG").starts_with(":script!"));
    CHECK(alice.expect("PRIVMSG").ends_with(":and bye"));
    CHECK(pipe.expect_end().find("hubbub:") == std::string::npos); // no complaint
    CHECK(pipe.expect_exit() == 0);
}

TEST_CASE("a pipe that is not let into its room says why, and ends")
{
    Hubbubd server;
    TempDir home;
    LineClient alice = LineClient::irc(server.port(), "alice");
    alice.say("JOIN #closed");
    alice.say("MODE #closed +i");
    alice.expect("MODE #closed");
    Process pipe(hubbub_at(server.address(), {"--nick", "script", "--join", "#closed"}),
                 at_home(home.path()));
    pipe.send("hi\n");
    pipe.expect("hubbub: #closed ");
    CHECK(pipe.expect_exit() == 1);
}

TEST_CASE("a pipe that is put out of its room says so, and ends")
{
    Hubbubd server;
    TempDir home;
    LineClient alice = LineClient::irc(server.port(), "alice");
    alice.say("JOIN #mine");
    alice.expect("JOIN #mine");
    Process pipe(hubbub_at(server.address(), {"--nick", "script", "--join", "#mine"}),
                 at_home(home.path()));
    alice.expect("script");
    alice.say("KICK #mine script :enough");
    pipe.expect("alice put you out (enough)");
    pipe.expect("hubbub: no longer in #mine");
    CHECK(pipe.expect_exit() == 1);
}

TEST_CASE("a pipe prints what was before and what comes, each once and in order")
{
    Hubbubd server;
    TempDir home;
    LineClient alice = LineClient::irc(server.port(), "alice");
    alice.say("PRIVMSG #lobby :before\x1b[2J\xe2\x80\xae");
    alice.say("TOPIC #lobby :tea");
    alice.expect("TOPIC");
    Process pipe(hubbub_at(server.address(), {"--nick", "script"}), at_home(home.path()));
    CHECK(pipe.expect("<alice> before").ends_with("before[2J"));
    pipe.expect("-- alice set the topic: tea");
    alice.say("PRIVMSG #lobby :live\x1b[2J");
    CHECK(pipe.expect("<alice> live").ends_with("live[2J"));
    pipe.end_input();
    const std::string rest = pipe.expect_end();
    CHECK(rest.find("before") == std::string::npos);
    CHECK(rest.find("script joined") == std::string::npos); // that is oneself
}

TEST_CASE("a pipe prints the room in the plain grammar")
{
    Hubbubd server;
    TempDir home;
    LineClient alice = LineClient::irc(server.port(), "alice");
    Process pipe(hubbub_at(server.address(), {"--nick", "script"}), at_home(home.path()));
    alice.expect("JOIN");
    alice.say("PRIVMSG #lobby :tea?");
    const std::string line = pipe.expect("tea?");
    CHECK(line.starts_with("["));
    CHECK(line.ends_with("] <alice> tea?"));
    alice.say("PRIVMSG #lobby :\x01"
              "ACTION yawns\x01");
    CHECK(pipe.expect("yawns").ends_with("] * alice yawns"));
    alice.say("PRIVMSG script :psst");
    CHECK(pipe.expect("psst").ends_with("] *alice* psst"));
    pipe.send("got it\n");
    alice.expect("got it");
}

TEST_CASE("without a server, both say what was tried and why it failed")
{
    TempDir home;
    const std::string nowhere = "127.0.0.1:" + std::to_string(free_port());
    Process plain(hubbub_at(nowhere, {"--plain"}), at_home(home.path()));
    plain.expect("could not connect to " + nowhere);
    CHECK(plain.expect_exit() == 1);
    Process pipe(hubbub_at(nowhere), at_home(home.path()));
    pipe.end_input();
    pipe.expect(nowhere.substr(0, 9));
    CHECK(pipe.expect_exit() == 1);
}
