// SPDX-License-Identifier: MIT
#include "daemon/ask_password.h"

#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>

namespace hubbub::daemon {

namespace {

// While it lives, what is typed is not shown.
class Unseen {
  public:
    Unseen()
    {
        tcgetattr(STDIN_FILENO, &before_);
        termios quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    ~Unseen() { tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_); }
    Unseen(const Unseen&) = delete;
    Unseen& operator=(const Unseen&) = delete;

  private:
    termios before_{};
};

Result<std::string> read_line()
{
    std::string line;
    if (!std::getline(std::cin, line) || line.empty()) {
        return Error{"no password was given"};
    }
    return line;
}

Result<std::string> ask(const char* prompt)
{
    std::fputs(prompt, stderr);
    const Unseen unseen;
    Result<std::string> line = read_line();
    std::fputc('\n', stderr);
    return line;
}

} // namespace

Result<std::string> ask_password()
{
    if (isatty(STDIN_FILENO) == 0) {
        return read_line();
    }
    Result<std::string> first = ask("Password: ");
    if (!first) {
        return first;
    }
    const Result<std::string> second = ask("Once more: ");
    if (!second || *first != *second) {
        return Error{"the two passwords differ: nothing was done"};
    }
    return first;
}

} // namespace hubbub::daemon
