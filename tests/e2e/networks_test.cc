// SPDX-License-Identifier: MIT
// One client at several servers.
#include "tests/support/catch.h"
#include "tests/support/line_client.h"
#include "tests/support/line_server.h"
#include "tests/support/process.h"
#include "tests/support/pty.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>

using namespace hubbub::tests;

namespace {

struct Chat {
    TempDir home;
    std::string file = home.file("hubbub.toml");
    Hubbubd red;
    Hubbubd blue;
    LineClient alice = LineClient::irc(red.port(), "alice");
    LineClient bob = LineClient::irc(blue.port(), "bob");

    Chat()
    {
        std::ofstream(file) << "[server]\nnick = \"tester\"\n"
                            << table("red", red.port()) << table("blue", blue.port());
    }
    static std::string table(const std::string& name, int port)
    {
        return "[network." + name + "]\nhost = \"127.0.0.1\"\nport = " + std::to_string(port) +
               "\ntls = false\n";
    }
    Command command() const { return {program("hubbub"), "--config", file}; }
};

constexpr Cells wide = {30, 120};

} // namespace

TEST_CASE("all networks of hubbub.toml are connected, and each line goes to its own")
{
    Chat chat;
    Pty pty(chat.command(), at_home(chat.home.path()), wide);
    chat.alice.expect("JOIN");
    chat.bob.expect("JOIN");
    chat.alice.say("PRIVMSG #lobby :from red");
    chat.bob.say("PRIVMSG #lobby :from blue");
    pty.expect("2   #lobby");
    pty.expect("4   #lobby");

    pty.type("\x1b"
             "4"); // blue, red: their servers and rooms
    pty.expect("@red");
    pty.expect("from red");
    pty.type("hello red\r");
    CHECK(chat.alice.expect("PRIVMSG").ends_with(":hello red"));

    pty.type("\x1b"
             "2");
    pty.expect("@blue");
    pty.expect("from blue");
    pty.type("hello blue\r");
    CHECK(chat.bob.expect("PRIVMSG").ends_with(":hello blue"));
    chat.alice.has_not_heard("hello blue");

    pty.type("/quit\r");
    CHECK(pty.expect_exit() == 0);
    chat.alice.expect("QUIT");
    chat.bob.expect("QUIT");
    const std::string logs = chat.home.path() + "/state/hubbub/logs";
    CHECK(std::filesystem::is_directory(logs + "/red"));
    CHECK(std::filesystem::is_directory(logs + "/blue"));
}

TEST_CASE("a network is left, gone back to and closed while the other goes on")
{
    Chat chat;
    Pty pty(chat.command(), at_home(chat.home.path()), wide);
    chat.alice.expect("JOIN");
    chat.bob.expect("JOIN");

    pty.type("/disconnect blue so long\r");
    CHECK(chat.bob.expect("QUIT").find("so long") != std::string::npos);
    pty.type("/connect bl\t\r");
    chat.bob.expect("JOIN");
    pty.type("/reconnect blue\r");
    chat.bob.expect("QUIT");
    chat.bob.expect("JOIN");

    pty.type("/connect blue\r"); // shows its server's buffer
    pty.expect("already there");
    pty.type("/close\r");
    chat.bob.expect("QUIT");
    pty.expect("@red");
    pty.expect_gone("blue");
    chat.alice.say("PRIVMSG #lobby :still here");
    pty.expect("#lobby(1)");
    chat.alice.has_not_heard("QUIT");
}

TEST_CASE("another server is gone to by its address, from the first")
{
    TempDir home;
    Hubbubd first;
    Hubbubd second;
    LineClient bob = LineClient::irc(second.port(), "bob");
    Pty pty({program("hubbub"), "--nick", "tester", first.address()}, at_home(home.path()), wide);
    pty.expect("#lobby");
    pty.type("/connect " + second.address() + "\r");
    bob.expect("JOIN");
    pty.expect("bob"); // the room is shown, where what is told next is told
    pty.type("/connect nonsense here\r");
    pty.expect("is not HOST, HOST:PORT");
    pty.type("/reconnect nowhere\r");
    pty.expect("there is no network \"nowhere\"");
}

TEST_CASE("what one server is given as a password is told to no other")
{
    TempDir home;
    Hubbubd red;
    LineClient alice = LineClient::irc(red.port(), "alice");
    LineServer other;
    const std::string secret = home.file("secret", "hunter2\n");
    const std::string file =
        home.file("hubbub.toml",
                  "[server]\nhost = \"127.0.0.1\"\nport = " + std::to_string(red.port()) +
                      "\nnick = \"tester\"\ntls = false\npassword_file = \"" + secret + "\"\n");
    Pty pty({program("hubbub"), "--config", file}, at_home(home.path()), wide);
    pty.expect("#lobby>");
    pty.type("/connect " + other.address() + "\r");
    LineClient link = other.accept();
    CHECK(link.expect("").starts_with("CAP LS"));
    CHECK(link.expect("").starts_with("NICK ")); // and no PASS between the two
}

TEST_CASE("each network has its own program for its password")
{
    TempDir home;
    LineServer red;
    LineServer blue;
    const auto table = [](const std::string& name, const LineServer& server) {
        return "[network." + name + "]\nhost = \"127.0.0.1\"\nport = " +
               server.address().substr(server.address().rfind(':') + 1) +
               "\ntls = false\npassword_command = [\"echo\", \"the word of " + name + "\"]\n";
    };
    const std::string file = home.file("hubbub.toml", "[server]\nnick = \"tester\"\n" +
                                                          table("red", red) + table("blue", blue));
    Pty pty({program("hubbub"), "--config", file}, at_home(home.path()), wide);
    LineClient at_red = red.accept();
    LineClient at_blue = blue.accept();
    CHECK(at_red.expect("PASS") == "PASS :the word of red");
    CHECK(at_blue.expect("PASS") == "PASS :the word of blue");
}

TEST_CASE("while a program is asked for a password, the screen lives")
{
    Chat chat;
    LineServer other;
    const std::string gate = chat.home.file("gate");
    REQUIRE(mkfifo(gate.c_str(), 0600) == 0);
    const auto network = [&](const std::string& name, const std::string& script) {
        return "[network." + name + "]\nhost = \"127.0.0.1\"\nport = " +
               other.address().substr(other.address().rfind(':') + 1) +
               "\ntls = false\npassword_command = [\"sh\", \"-c\", \"" + script + "\"]\n";
    };
    std::ofstream(chat.file, std::ios::app)
        << network("green", "read word < " + gate + "; echo $word") << network("wrong", "exit 3");
    Pty pty({program("hubbub"), "--config", chat.file, "red"}, at_home(chat.home.path()), wide);
    chat.alice.expect("JOIN");

    pty.type("/connect green\r");
    pty.expect("asking sh for the password");
    pty.type("\x1b"
             "2"); // red's room
    pty.type("still here\r");
    CHECK(chat.alice.expect("PRIVMSG").ends_with(":still here"));
    std::ofstream(gate) << "hunter2\n";
    LineClient link = other.accept();
    CHECK(link.expect("PASS") == "PASS :hunter2");

    pty.type("/connect wrong\r");
    pty.expect("not connected: network.wrong.password_command: sh failed, status 3");
    pty.type("/quit\r");
    CHECK(pty.expect_exit() == 0);
}

TEST_CASE("one network of several is named on the command line, and must be for a pipe")
{
    Chat chat;
    Process pipe({program("hubbub"), "--config", chat.file}, at_home(chat.home.path()));
    pipe.expect("name the one to talk to");
    CHECK(pipe.expect_exit() == 2);

    Process named({program("hubbub"), "--config", chat.file, "red"}, at_home(chat.home.path()));
    named.say("to red alone");
    named.end_input();
    CHECK(chat.alice.expect("PRIVMSG").ends_with(":to red alone"));
    CHECK(named.expect_exit() == 0);
}
