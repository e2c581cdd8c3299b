// SPDX-License-Identifier: MIT
// Lines for the operator, to whoever does not read them.
#include "base/diag.h"
#include "base/nonblocking_lines.h"
#include "base/strings.h"
#include "tests/support/catch.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

using namespace hubbub;

namespace {

// Two ends: lines go into one, and are read from the other, or not.
class Ends {
  public:
    enum class Of { pipe, terminal, sockets };
    explicit Ends(Of kind)
    {
        int made = 0;
        switch (kind) {
        case Of::pipe: {
            std::array<int, 2> ends{};
            made = pipe2(ends.data(), O_CLOEXEC);
            reading_ = ends[0];
            writing_ = ends[1];
            fcntl(writing_, F_SETPIPE_SZ, 16384);
            break;
        }
        case Of::terminal: {
            made = openpty(&reading_, &writing_, nullptr, nullptr, nullptr);
            termios raw{};
            tcgetattr(writing_, &raw);
            cfmakeraw(&raw);
            tcsetattr(writing_, TCSANOW, &raw);
            break;
        }
        case Of::sockets: {
            std::array<int, 2> ends{};
            made = socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data());
            reading_ = ends[0];
            writing_ = ends[1];
            break;
        }
        }
        REQUIRE(made == 0);
        fcntl(reading_, F_SETFL, O_NONBLOCK);
    }
    ~Ends()
    {
        close(reading_);
        close(writing_);
    }
    Ends(const Ends&) = delete;
    Ends& operator=(const Ends&) = delete;

    int writing() const { return writing_; }
    std::string read_all() const
    {
        std::string all;
        std::array<char, 4096> some{};
        for (ssize_t size = 0; (size = read(reading_, some.data(), some.size())) > 0;) {
            all.append(some.data(), static_cast<std::size_t>(size));
        }
        return all;
    }

    // A terminal passes on what it has in its own time.
    std::string read_what_comes() const
    {
        pollfd ready{reading_, POLLIN, 0};
        poll(&ready, 1, 1000);
        return read_all();
    }

  private:
    int reading_ = -1;
    int writing_ = -1;
};

std::string about(std::size_t lines)
{
    return concat({std::to_string(lines), " lost\n"});
}

constexpr std::string_view line = "somebody came and went, as they do\n";

struct Account {
    std::size_t told = 0; // lines that came
    std::size_t lost = 0; // that others say are missing
};

// Fails where a line is not whole.
Account account_of(std::string_view text)
{
    Account account;
    for (text = text.substr(0, text.rfind('\n') + 1); !text.empty();) {
        const std::string_view one = text.substr(0, text.find('\n') + 1);
        text.remove_prefix(one.size());
        if (one.ends_with(" lost\n")) {
            account.lost += std::stoul(std::string(one));
        } else {
            REQUIRE(one == line);
            ++account.told;
        }
    }
    return account;
}

} // namespace

TEST_CASE("nobody waits for a reader: what is not taken is counted, and the rest are whole lines")
{
    const Ends ends(GENERATE(Ends::Of::pipe, Ends::Of::terminal, Ends::Of::sockets));
    NonblockingLines out(ends.writing());
    std::size_t written = 0;
    for (; written < 20'000; ++written) {
        out.write(line, about);
    }
    std::string text = ends.read_all();
    CHECK(account_of(text).told > 50);
    CHECK(account_of(text).told < written);
    Account account;
    for (int tries = 0; account.told + account.lost != written; ++tries) { // what is read is taken
        REQUIRE(tries < 1000);
        out.write(line, about);
        ++written;
        text += ends.read_what_comes();
        account = account_of(text);
    }
    CHECK(account.lost > 0);
    CHECK(text.ends_with(line));
}

TEST_CASE("the descriptor stays as it is for those who have it, too")
{
    const Ends ends(GENERATE(Ends::Of::pipe, Ends::Of::terminal, Ends::Of::sockets));
    NonblockingLines out(ends.writing());
    out.write(line, about);
    CHECK((fcntl(ends.writing(), F_GETFL) & O_NONBLOCK) == 0);
    CHECK(ends.read_what_comes() == line);
}

TEST_CASE("a line that is too long is cut, and a page is written by lines")
{
    const Ends ends(Ends::Of::pipe);
    const int before = dup(STDERR_FILENO);
    dup2(ends.writing(), STDERR_FILENO);
    diag::take_stderr(); // nothing here has written to it yet
    diag::info(std::string(10'000, 'x'));
    diag::page("one\ntwo\nand no end");
    diag::error("oh");
    dup2(before, STDERR_FILENO);
    close(before);
    CHECK(ends.read_all() == std::string(4095, 'x') + "\none\ntwo\nand no enderror: oh\n");
}
