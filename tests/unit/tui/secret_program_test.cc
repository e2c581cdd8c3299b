// SPDX-License-Identifier: MIT
// A program that tells a password, while the loop goes on.
#include "tui/secret_program.h"

#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"
#include "tests/support/turn_until.h"

#include <sys/types.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

using namespace hubbub;
using namespace hubbub::tui;
using namespace hubbub::tests;
using namespace std::chrono_literals;

namespace {

// What it told, or "!" and the sentence.
std::string told_by(const std::vector<std::string>& command, Millis patience = 1h)
{
    net::Loop loop;
    std::optional<std::string> told;
    SecretProgram program(loop, command, patience, [&](Result<std::string> result) {
        told = result ? *result : "!" + result.error().sentence;
    });
    CHECK_FALSE(told); // not before the loop turns
    turn_until(loop, [&] { return told.has_value(); });
    return *told;
}

std::vector<std::string> shell(std::string script)
{
    return {"sh", "-c", std::move(script)};
}

} // namespace

TEST_CASE("the first line that a program prints is the password")
{
    CHECK(told_by({"echo", "hunter2"}) == "hunter2");
    CHECK(told_by(shell("printf 'one\\r\\ntwo\\n'")) == "one");
    CHECK(told_by(shell("printf 'no line end'")) == "no line end");
    CHECK(told_by({"echo", "$(id); `id`"}) == "$(id); `id`"); // no shell reads it
}

TEST_CASE("a program that tells no password is told of, with what is wrong")
{
    CHECK(told_by({"/no/such/program"}) ==
          "!/no/such/program does not start: No such file or directory");
    CHECK(told_by(shell("echo hunter2; exit 3")) == "!sh failed, status 3");
    CHECK(told_by({"true"}) == "!true printed no password");
    CHECK(told_by(shell("kill -9 $$")) == "!sh was ended by a signal");
}

TEST_CASE("what a program leaves running does not hold up its password")
{
    CHECK(told_by(shell("sleep 5 & echo hunter2")) == "hunter2");
}

TEST_CASE("a program that takes too long is ended, with all that it has started")
{
    const TempDir directory;
    const std::string file = directory.file("pid");
    CHECK(told_by(shell("echo $$ > '" + file + "'; sleep 60 & wait"), 200ms) ==
          "!sh told no password in time and was ended");
    pid_t child = 0;
    if (std::ifstream(file) >> child) { // on a busy machine it may not have come so far
        CHECK(kill(child, 0) == -1);
        CHECK(errno == ESRCH);
    }
}

TEST_CASE("who waits no longer ends the program")
{
    net::Loop loop;
    const TempDir directory;
    const std::string file = directory.file("pid");
    std::optional<SecretProgram> program;
    bool called = false;
    program.emplace(loop, shell("echo $$ > '" + file + "'; exec sleep 60"), 1h,
                    [&](const Result<std::string>&) { called = true; });
    pid_t child = 0;
    const net::Timer look(
        loop, 10ms, [&] { std::ifstream(file) >> child; }, net::Timer::Repeat::always);
    turn_until(loop, [&] { return child != 0; });
    program.reset();
    CHECK(kill(child, 0) == -1);
    CHECK(errno == ESRCH);
    CHECK_FALSE(called);
}
