// SPDX-License-Identifier: MIT
// The full screen as a person sees it, and the terminal it leaves behind.
#include "tests/support/catch.h"
#include "tests/support/line_client.h"
#include "tests/support/line_server.h"
#include "tests/support/process.h"
#include "tests/support/pty.h"

#include <csignal>
#include <filesystem>

using namespace hubbub::tests;

namespace {

constexpr std::string_view page_up = "\x1b[5~";
constexpr std::string_view page_down = "\x1b[6~";

struct Chat {
    TempDir home;
    Hubbubd server;
    LineClient alice = LineClient::irc(server.port(), "alice");

    Command command() const { return {program("hubbub"), "--nick", "tester", server.address()}; }
};

// The terminal is the shell's again.
void check_left_as_found(const Pty& pty)
{
    CHECK(pty.modes_are_as_found());
    CHECK_FALSE(pty.on_alternate_screen());
    CHECK(pty.cursor_is_visible());
}

bool has_terminfo(const std::string& term)
{
    return Process({"/usr/bin/infocmp", term}).expect_exit() == 0;
}

} // namespace

TEST_CASE("one sees what others say and is seen")
{
    Chat chat;
    Pty pty(chat.command(), at_home(chat.home.path()));
    pty.expect("#lobby");
    chat.alice.expect("JOIN");
    chat.alice.say("PRIVMSG #lobby :good morning, 한글");
    pty.expect("good morning, 한글");
    pty.type("hello alice\r");
    CHECK(chat.alice.expect("PRIVMSG").ends_with(" PRIVMSG #lobby :hello alice"));
    pty.expect("hello alice");
    CHECK(pty.on_alternate_screen());
    CHECK(pty.cursor().row == 23);

    pty.type("/quit\r");
    CHECK(pty.expect_exit() == 0);
    check_left_as_found(pty);
    chat.alice.expect("QUIT");
}

TEST_CASE("nothing from the network reaches the terminal raw")
{
    Chat chat;
    Pty pty(chat.command(), at_home(chat.home.path()));
    pty.expect("#lobby");
    chat.alice.expect("JOIN");
    chat.alice.say("PRIVMSG #lobby :\x1b[2J\x1b[?1049l\x1b]0;title\x07 tame \xc2\x9b"
                   "31m\xe2\x80\xae");
    pty.expect("tame");
    CHECK(pty.on_alternate_screen());
    pty.expect("[2J");
}

TEST_CASE("a line of one's own is edited by clusters")
{
    Chat chat;
    Pty pty(chat.command(), at_home(chat.home.path()));
    pty.expect("#lobby");
    chat.alice.expect("JOIN");
    pty.type("tea 👩‍👩‍👧\x7f"
             "한글\x7f"
             "!\r");
    CHECK(chat.alice.expect("PRIVMSG").ends_with(" :tea 한!"));
}

TEST_CASE("a password in a command is dots on the screen, and never reaches the terminal")
{
    Chat chat;
    Pty pty(chat.command(), at_home(chat.home.path()));
    pty.expect("#lobby>");
    pty.type("/oper root hunter2");
    pty.expect("#lobby> /oper root \xe2\x80\xa2\xe2\x80\xa2\xe2\x80\xa2\xe2\x80\xa2\xe2\x80\xa2"
               "\xe2\x80\xa2\xe2\x80\xa2");
    CHECK(pty.cursor().column == 26);
    pty.type("\x1b[D\x1b[D\x1b[D"); // Left
    pty.expect_that([&] { return pty.cursor().column == 23; }, "the cursor among the dots");
    pty.type("\r");
    pty.expect("No O-lines"); // there are no operators here
    pty.type("\x1b[A");       // Up brings back nothing
    pty.type("/quit\r");
    CHECK(pty.expect_exit() == 0);
    CHECK(pty.output().find("hunter2") == std::string::npos);
    for (const char letter : std::string_view("ht2")) { // nor letter by letter, behind the name
        CHECK(pty.output().find(std::string("root ") + letter) == std::string::npos);
    }
}

TEST_CASE("any size down to one cell and back keeps what was typed")
{
    Chat chat;
    Pty pty(chat.command(), at_home(chat.home.path()));
    pty.expect("#lobby");
    chat.alice.expect("JOIN");
    pty.type("kept");
    pty.expect("kept");
    for (const Cells size : {Cells{10, 40}, Cells{5, 20}, Cells{2, 3}, Cells{1, 1}, Cells{1, 80},
                             Cells{24, 1}, Cells{50, 200}}) {
        pty.resize(size);
        chat.alice.say("PRIVMSG #lobby :a line that is long enough to be wrapped somewhere");
        pty.type("x");
    }
    pty.resize({24, 80});
    pty.expect("keptxxxxxxx");
    pty.expect("somewhere");
    pty.type("\r");
    CHECK(chat.alice.expect("kept").ends_with(" :keptxxxxxxx"));
}

TEST_CASE("history scrolls to the first line, and back to the last")
{
    Chat chat;
    for (int i = 1; i <= 350; ++i) {
        chat.alice.say("PRIVMSG #lobby :line " + std::to_string(i) + ".");
    }
    chat.alice.say("PING :done");
    chat.alice.expect("done");
    Pty pty(chat.command(), at_home(chat.home.path()));
    pty.expect("line 350.");
    const auto shows = [&](std::string_view text) {
        return pty.screen().find(text) != std::string::npos;
    };
    for (int presses = 0; presses < 100 && !shows(" line 1."); ++presses) {
        pty.type(page_up);
        pty.changes(Seconds(1)); // older lines have to be fetched first
    }
    pty.expect(" line 1.");
    for (int presses = 0; presses < 100 && !shows(" line 350."); ++presses) {
        pty.type(page_down);
        pty.changes(Seconds(1));
    }
    pty.expect(" line 350.");
}

TEST_CASE("what a short scrollback has let go is there again when one scrolls back")
{
    Chat chat;
    const std::string file = chat.home.file("hubbub.toml", "[scrollback]\nlines = 100\n");
    Pty pty({program("hubbub"), "--config", file, "--nick", "tester", chat.server.address()},
            at_home(chat.home.path()));
    pty.expect("#lobby>");
    chat.alice.expect("JOIN");
    for (int i = 1; i <= 400; ++i) {
        chat.alice.say("PRIVMSG #lobby :line " + std::to_string(i) + ".");
    }
    pty.expect("line 400.");
    const auto shows = [&](std::string_view text) {
        return pty.screen().find(text) != std::string::npos;
    };
    for (int presses = 0; presses < 100 && !shows("the beginning of"); ++presses) {
        pty.type(page_up);
        pty.changes(Seconds(1)); // older lines have to be fetched first
    }
    pty.expect("the beginning of #lobby");
    pty.expect(" line 1.");
    pty.type("here still\r");
    pty.expect("tester here still");
}

TEST_CASE("history shows who came, left and changed what, each once and where it happened")
{
    Chat chat;
    {
        LineClient bob = LineClient::irc(chat.server.port(), "bob");
        chat.alice.expect("JOIN");
        chat.alice.say("PRIVMSG #lobby :between");
        chat.alice.say("TOPIC #lobby :tea at four");
        bob.expect("TOPIC");
        bob.say("NICK robert");
        chat.alice.expect("NICK");
    }
    chat.alice.expect("QUIT");
    chat.alice.say("PRIVMSG #lobby :the end");
    chat.alice.say("PING :done");
    chat.alice.expect("done");
    Pty pty(chat.command(), at_home(chat.home.path()));
    pty.expect("the end");
    const std::string screen = pty.screen();
    INFO(screen);
    std::size_t place = 0;
    for (const char* told :
         {"bob joined", "between", "alice set the topic: tea at four", "bob is now known as robert",
          "robert left", "the end", "tester joined"}) {
        place = screen.find(told, place);
        REQUIRE(place != std::string::npos);
        CHECK(screen.find(told, place + 1) == std::string::npos);
    }
    chat.alice.say("PRIVMSG #lobby :and on");
    pty.expect("and on");
    pty.type("/names\r");
    pty.expect("2 in #lobby: alice tester");
}

TEST_CASE("a server that dies and comes back is noticed, and the gap is filled")
{
    Chat chat;
    Pty pty(chat.command(), at_home(chat.home.path()));
    pty.expect("#lobby");
    chat.alice.expect("JOIN");
    pty.type("one\r");
    chat.alice.expect("one");
    chat.server.crash();
    pty.expect("connect");
    chat.server.start();
    LineClient bob = LineClient::irc(chat.server.port(), "bob");
    bob.say("PRIVMSG #lobby :while you were away");
    bob.say("PING :done");
    bob.expect("done");
    pty.expect("while you were away", Seconds(40));
    pty.type("two\r");
    bob.expect("two");
}

TEST_CASE("without a server it says what was tried and why it failed, and waits")
{
    TempDir home;
    const std::string nowhere = "127.0.0.1:" + std::to_string(free_port());
    Pty pty({program("hubbub"), nowhere}, at_home(home.path()));
    pty.expect("refused");
    pty.expect(nowhere);
    pty.type("/quit\r");
    CHECK(pty.expect_exit() == 0);
    check_left_as_found(pty);
}

TEST_CASE("SIGTERM, SIGHUP and Ctrl-\\ leave the terminal as it was found")
{
    Chat chat;
    for (const int number : {SIGTERM, SIGHUP, SIGQUIT}) {
        INFO(number);
        Pty pty(chat.command(), at_home(chat.home.path()));
        pty.expect("#lobby");
        pty.expect_that([&] { return pty.on_alternate_screen(); }, "the full screen");
        number == SIGQUIT ? pty.type("\x1c") : pty.signal(number);
        pty.expect_exit();
        check_left_as_found(pty);
    }
}

TEST_CASE("a terminal that takes nothing holds up nothing, and is right when it wakes")
{
    TempDir home;
    LineServer server;
    Pty pty({program("hubbub"), "--nick", "tester", server.address()}, at_home(home.path()));
    LineClient link = server.welcome("tester", "");
    pty.expect("#lobby");
    // Nobody reads the terminal now; each line is a picture that it does not take.
    for (int i = 1; i <= 300; ++i) {
        const std::string number = std::to_string(i);
        std::string lines;
        for (int j = 0; j < 50; ++j) {
            const char letter = static_cast<char>('a' + (i + j) % 26); // every picture differs
            lines += ":bob!b@h PRIVMSG #lobby :" + std::string(300, letter) + "\r\n";
        }
        link.send(lines + "PING :" + number + "\r\n");
        link.expect("PONG :" + number);
    }
    link.say(":bob!b@h PRIVMSG #lobby :the last line");
    pty.expect("the last line");
    pty.type("/quit\r");
    CHECK(pty.expect_exit() == 0);
    check_left_as_found(pty);
}

TEST_CASE("a line without end is left out, and what follows it is shown")
{
    TempDir home;
    LineServer server;
    Pty pty({program("hubbub"), "--nick", "tester", server.address()}, at_home(home.path()));
    LineClient link = server.welcome("tester", "");
    pty.expect("#lobby");
    for (const char* next : {"first", "second"}) {
        link.send(":bob!b@h PRIVMSG #lobby :" + std::string(300'000, 'x') +
                  "\r\n:bob!b@h PRIVMSG #lobby :" + next + "\r\nPING :" + next + "\r\n");
        link.expect("PONG :" + std::string(next));
        pty.expect(next);
    }
    pty.type("/quit\r");
    CHECK(pty.expect_exit() == 0);
}

TEST_CASE("it can be stopped for a while and goes on")
{
    Chat chat;
    Environment environment = at_home(chat.home.path());
    environment["PS1"] = "shell$ ";
    Pty pty({"sh", "-i"}, environment);
    pty.expect("shell$");
    pty.type(program("hubbub") + " --nick tester " + chat.server.address() + "\r");
    pty.expect("#lobby");
    chat.alice.expect("JOIN");
    pty.signal(SIGTSTP);
    pty.expect_that([&] { return !pty.on_alternate_screen(); }, "the shell's screen");
    pty.expect("Stopped");
    pty.type("fg\r");
    pty.expect_that([&] { return pty.on_alternate_screen(); }, "the full screen");
    chat.alice.say("PRIVMSG #lobby :welcome back");
    pty.expect("welcome back");
    pty.type("here I am\r");
    chat.alice.expect("here I am");
    pty.type("/quit\r");
    pty.expect_that([&] { return !pty.on_alternate_screen(); }, "the shell's screen");
    pty.expect("shell$");
}

TEST_CASE("where no shell could bring it back, it does not stop")
{
    Chat chat;
    Pty pty(chat.command(), at_home(chat.home.path())); // the leader of its session
    pty.expect("#lobby");
    chat.alice.expect("JOIN");
    pty.type("\x1a");
    pty.type("here still\r");
    chat.alice.expect("here still");
    pty.expect_that([&] { return pty.on_alternate_screen(); }, "the full screen");
}

TEST_CASE("a terminal that cannot show it gets a sentence and status 2")
{
    Chat chat;
    for (const std::string term : {"", "no-such-terminal", "dumb"}) {
        INFO(term);
        Environment environment = at_home(chat.home.path());
        environment["TERM"] = term;
        Pty pty(chat.command(), environment);
        CHECK(pty.expect_exit() == 2);
        CHECK(pty.screen().find("hubbub:") != std::string::npos);
        check_left_as_found(pty);
    }
}

TEST_CASE("every terminal that has a screen shows and takes text, in a C locale too")
{
    Chat chat;
    for (const std::string term :
         {"vt100", "linux", "screen", "tmux-256color", "xterm-direct", "xterm-kitty"}) {
        if (!has_terminfo(term)) { // ncurses-term, kitty-terminfo
            WARN("no terminfo for " + term);
            continue;
        }
        for (const std::string locale : {"C", "C.UTF-8"}) {
            INFO(term << " " << locale);
            Environment environment = at_home(chat.home.path());
            environment["TERM"] = term;
            environment["LC_ALL"] = locale;
            Pty pty(chat.command(), environment);
            chat.alice.expect("JOIN");
            pty.expect("#lobby");
            chat.alice.say("PRIVMSG #lobby :h\xc3\xa9llo " + term + locale);
            pty.expect((locale == "C" ? "h?llo " : "h\xc3\xa9llo ") + term + locale);
            pty.type("caf\xc3\xa9\r");
            CHECK(chat.alice.expect("PRIVMSG").ends_with(" :caf\xc3\xa9"));
            pty.type("/quit\r");
            CHECK(pty.expect_exit() == 0);
            check_left_as_found(pty);
            chat.alice.expect("QUIT");
        }
    }
}

TEST_CASE("through TLS, trust is given at first use and a changed certificate blocks")
{
    Chat chat;
    const Command command{program("hubbub"), "--nick", "tester",
                          "ircs://" + chat.server.address() + "/#lobby"};
    {
        Pty pty(command, at_home(chat.home.path()));
        chat.alice.expect("JOIN");
        pty.expect("#lobby");
        pty.type("/quit\r");
        CHECK(pty.expect_exit() == 0);
    }
    chat.server.stop();
    std::filesystem::remove(chat.server.directory() + "/data/certificate.pem");
    std::filesystem::remove(chat.server.directory() + "/data/key.pem");
    chat.server.start();
    LineClient bob = LineClient::irc(chat.server.port(), "bob");
    Pty pty(command, at_home(chat.home.path()));
    pty.expect("changed");
    bob.say("PING :done");
    bob.expect("done");
    bob.has_not_heard("tester");
    pty.type("/quit\r");
    CHECK(pty.expect_exit() == 0);
}
