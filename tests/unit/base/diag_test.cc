// SPDX-License-Identifier: MIT
// Lines for the operator, written to a stderr that nobody reads.
#include "base/diag.h"
#include "base/strings.h"
#include "tests/support/catch.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>

using namespace hubbub;

namespace {

// Is stderr for as long as it lives.
class Pipe {
  public:
    Pipe()
    {
        REQUIRE(pipe2(ends_.data(), O_CLOEXEC) == 0);
        fcntl(ends_[1], F_SETPIPE_SZ, 16384);
        fcntl(ends_[0], F_SETFL, O_NONBLOCK);
        dup2(ends_[1], STDERR_FILENO);
    }
    ~Pipe()
    {
        dup2(before_, STDERR_FILENO);
        close(before_);
        close(ends_[0]);
        close(ends_[1]);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    std::string read_all()
    {
        std::string all;
        std::array<char, 4096> some{};
        for (ssize_t size = 0; (size = read(ends_[0], some.data(), some.size())) > 0;) {
            all.append(some.data(), static_cast<std::size_t>(size));
        }
        return all;
    }

  private:
    int before_ = dup(STDERR_FILENO);
    std::array<int, 2> ends_{};
};

} // namespace

TEST_CASE("nobody waits for who reads stderr: what it does not take is counted and told")
{
    Pipe pipe;
    constexpr int lines = 1000;
    for (int i = 0; i < lines; ++i) {
        diag::info("somebody came and went, as they do");
    }
    const std::string first = pipe.read_all();
    const auto written = std::count(first.begin(), first.end(), '\n');
    CHECK(written > 50);
    CHECK(written < lines);
    CHECK(first.ends_with("as they do\n"));
    diag::error("something new");
    const std::string missing = std::to_string(lines - written);
    CHECK(pipe.read_all() == concat({"warning: ", missing,
                                     " lines were not written: nobody read "
                                     "them\nerror: something new\n"}));
    diag::info("and on it goes");
    CHECK(pipe.read_all() == "and on it goes\n");
}

TEST_CASE("a line that a pipe would not take in one piece is cut, and a page is written by lines")
{
    Pipe pipe;
    diag::info(std::string(10'000, 'x'));
    CHECK(pipe.read_all() == std::string(4095, 'x') + '\n');
    diag::page("one\ntwo\nand no end");
    CHECK(pipe.read_all() == "one\ntwo\nand no end");
}
