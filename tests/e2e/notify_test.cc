// SPDX-License-Identifier: MIT
// What calls the person, to the byte: the bell, the terminal's own notes, a program.
#include "tests/support/catch.h"
#include "tests/support/line_client.h"
#include "tests/support/process.h"
#include "tests/support/pty.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

using namespace hubbub::tests;

namespace {

struct Chat {
    TempDir home;
    Hubbubd server;
    LineClient alice = LineClient::irc(server.port(), "alice");

    // notify: the keys of [notify].
    Command command(const std::string& notify) const
    {
        return {program("hubbub"),
                "--nick",
                "tester",
                "--config",
                home.file("hubbub.toml", "[notify]\n" + notify),
                server.address()};
    }
};

std::size_t count(std::string_view text, std::string_view part)
{
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos;
         at = text.find(part, at + 1)) {
        ++found;
    }
    return found;
}

std::string content(const std::string& path)
{
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

// What somebody would say who wants a shell or a terminal to do more than show it.
constexpr std::string_view hostile = "tester: \x1b]9;fake\x07 $(touch pwned) `id` ; x | \"y\" 'z'";
constexpr std::string_view shown = "]9;fake $(touch pwned) `id` ; x | \"y\" 'z'";

} // namespace

TEST_CASE("the bell is one byte, when one is spoken to and at no other time")
{
    Chat chat;
    Pty pty(chat.command("bell = true\nterminal = false\n"), at_home(chat.home.path()));
    pty.expect("#lobby>");
    chat.alice.say("PRIVMSG #lobby :nothing for anybody");
    pty.expect("nothing for anybody");
    CHECK(count(pty.output(), "\a") == 0);
    chat.alice.say("PRIVMSG #lobby :tester: tea?");
    pty.expect_that([&] { return count(pty.output(), "\a") == 1; }, "the bell");
    chat.alice.say("PRIVMSG #lobby :that was all");
    pty.expect("that was all");
    CHECK(count(pty.output(), "\a") == 1);
    CHECK(count(pty.output(), "\x1b]9;") == 0);
}

TEST_CASE("the terminal is told by OSC 9, where and what, and nothing that it would obey")
{
    Chat chat;
    Pty pty(chat.command("bell = false\nterminal = true\n"), at_home(chat.home.path()));
    pty.expect("#lobby>");
    chat.alice.say("PRIVMSG #lobby :" + std::string(hostile));
    const std::string note = "\x1b]9;#lobby: alice: tester: " + std::string(shown) + "\a";
    pty.expect_that([&] { return count(pty.output(), note) == 1; }, "the note");
    CHECK(count(pty.output(), "\x1b]9;") == 1);
    CHECK(count(pty.output(), "\a") == 1); // the note's end
}

TEST_CASE("nobody is told of anything where all of it is switched off")
{
    Chat chat;
    Pty pty(chat.command("bell = false\nterminal = false\n"), at_home(chat.home.path()));
    pty.expect("#lobby>");
    chat.alice.say("PRIVMSG #lobby :tester: tea?");
    pty.expect("tester: tea?");
    chat.alice.say("PRIVMSG #lobby :that was all");
    pty.expect("that was all");
    CHECK(count(pty.output(), "\a") == 0);
}

TEST_CASE("notify.command is run with two arguments, whatever is said")
{
    Chat chat;
    const std::string told = chat.home.file("told");
    const std::string script =
        chat.home.file("notify", "#!/bin/sh\nprintf '<%s>' \"$#\" \"$@\" > '" + told +
                                     ".part'\nmv '" + told + ".part' '" + told + "'\n");
    std::filesystem::permissions(script, std::filesystem::perms(0700));
    Pty pty(chat.command("bell = false\ncommand = [\"" + script + "\"]\n"),
            at_home(chat.home.path()));
    pty.expect("#lobby>");
    chat.alice.say("PRIVMSG #lobby :" + std::string(hostile));
    pty.expect_that([&] { return std::filesystem::exists(told); }, "the program");
    CHECK(content(told) == "<2><#lobby><alice: tester: " + std::string(shown) + ">");
    CHECK_FALSE(std::filesystem::exists("pwned"));
    CHECK_FALSE(std::filesystem::exists(chat.home.file("pwned")));
}
