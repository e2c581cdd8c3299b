// SPDX-License-Identifier: MIT
// The picture of the README: hubbub as it runs, in a room with some people. ./dev picture runs this
// and writes the file that PICTURE names.
#include "tests/support/catch.h"
#include "tests/support/line_client.h"
#include "tests/support/process.h"
#include "tests/support/pty.h"
#include "tests/support/svg.h"

#include <cstdlib>
#include <fstream>

using namespace hubbub::tests;

namespace {

constexpr unsigned ink = 0xd0d4da;
constexpr unsigned ground = 0x16191f;
constexpr Cells size = {18, 112};

void say(Pty& pty, LineClient& who, const std::string& text, const std::string& room = "#lobby")
{
    who.say("PRIVMSG " + room + " :" + text);
    if (room == "#lobby") {
        pty.expect(text.substr(0, text.find(' ')));
    }
}

} // namespace

TEST_CASE("the picture of the README")
{
    const char* file = std::getenv("PICTURE");
    REQUIRE(file != nullptr);
    TempDir home;
    Hubbubd server;
    LineClient alice = LineClient::irc(server.port(), "alice");
    LineClient carol = LineClient::irc(server.port(), "carol");
    alice.say("TOPIC #lobby :tea, biscuits and the release on Friday");
    alice.expect("TOPIC");
    Pty pty({program("hubbub"), "--nick", "zoe", "--join", "#lobby,#release", server.address()},
            at_home(home.path()), size);
    pty.expect("#release");
    pty.type("\x1b"
             "2");
    pty.expect("tea, biscuits");
    alice.say("JOIN #release");
    alice.expect("#release :End");

    say(pty, alice, "morning! the build is green on all four machines");
    say(pty, carol, "lovely. notes are at https://hubbub.example/notes/0.1");
    {
        LineClient dave = LineClient::irc(server.port(), "dave");
        LineClient erin = LineClient::irc(server.port(), "erin");
        pty.expect("erin");
        erin.say("QUIT :later");
        erin.expect_end();
    }
    LineClient bob = LineClient::irc(server.port(), "bob");
    pty.expect("bob");
    bob.say("PRIVMSG #lobby :\x01"
            "ACTION reads the notes\x01");
    pty.expect("reads the notes");
    say(pty, carol, "zoe: could you look at the 한글 line wrap once more? 🙂");
    pty.type("sure, I had it on my list\r");
    carol.expect("on my list");
    say(pty, alice,
        "and \x02thank you\x02 for the \x03"
        "04red\x03 button, \x1d"
        "finally\x1d");
    alice.say("PRIVMSG #release :tagged");
    alice.say("PRIVMSG zoe :lunch at one?");
    pty.expect("alice(1)");
    pty.expect("#release(1)");
    pty.type("it wraps at the right column now, I ");
    pty.expect("column now, I");
    pty.expect_gone("…"); // nothing is on its way
    std::ofstream out(file);
    out << svg_of(pty.glyphs(ink, ground), ground,
                  "hubbub in a terminal: the list of buffers, a conversation in #lobby with the "
                  "people in it, the status line and the input line");
    REQUIRE(out.flush());
}
