// SPDX-License-Identifier: MIT
#include "tui/secret.h"

#include "base/strings.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace hubbub::tui {

namespace {

std::string read_all(int fd)
{
    std::string all;
    std::array<char, 1024> some{};
    for (;;) {
        const ssize_t got = read(fd, some.data(), some.size());
        if (got > 0) {
            all.append(some.data(), static_cast<std::size_t>(got));
        } else if (got == 0 || errno != EINTR) {
            return all;
        }
    }
}

class Fd {
  public:
    explicit Fd(int fd) : fd_(fd) {}
    ~Fd()
    {
        if (fd_ >= 0) {
            close(fd_);
        }
    }
    Fd(const Fd&) = delete;
    Fd& operator=(const Fd&) = delete;
    int get() const { return fd_; }

  private:
    int fd_;
};

// While it lives, keys come one by one, and nothing shows or interrupts.
class Unseen {
  public:
    explicit Unseen(int terminal) : terminal_(terminal)
    {
        tcgetattr(terminal_, &before_);
        termios quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON | ISIG);
        tcsetattr(terminal_, TCSAFLUSH, &quiet);
    }
    ~Unseen() { tcsetattr(terminal_, TCSAFLUSH, &before_); }
    Unseen(const Unseen&) = delete;
    Unseen& operator=(const Unseen&) = delete;

  private:
    int terminal_;
    termios before_{};
};

void tell(int terminal, std::string_view text)
{
    [[maybe_unused]] const ssize_t written = write(terminal, text.data(), text.size());
}

void erase_last(std::string& text)
{
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U) {
        text.pop_back();
    }
    if (!text.empty()) {
        text.pop_back();
    }
}

// Until Enter; nothing after Ctrl-C, Ctrl-D or the terminal's end.
std::optional<std::string> read_typed(int terminal)
{
    constexpr char ctrl_c = 3;
    constexpr char ctrl_d = 4;
    constexpr char ctrl_u = 21;
    constexpr char backspace = 8;
    constexpr char erase = 127;
    std::string typed;
    for (char key = 0; read(terminal, &key, 1) == 1;) {
        if (key == '\r' || key == '\n') {
            return typed;
        }
        if (key == ctrl_c || key == ctrl_d) {
            return std::nullopt;
        }
        if (key == ctrl_u) {
            typed.clear();
        } else if (key == backspace || key == erase) {
            erase_last(typed);
        } else {
            typed += key;
        }
    }
    return std::nullopt;
}

} // namespace

Result<std::string> first_line_of_file(const std::string& path)
{
    const Fd file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat facts {};
    if (file.get() < 0 || fstat(file.get(), &facts) != 0 || S_ISDIR(facts.st_mode)) {
        return Error{"must name a file that can be read"};
    }
    if ((facts.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return Error{concat({"must name a file that nobody else can read: chmod 600 ", path})};
    }
    const std::string all = read_all(file.get());
    return all.substr(0, all.find_first_of("\r\n"));
}

Result<std::string> ask_password(std::string_view prompt)
{
    const Fd terminal(open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC));
    if (terminal.get() < 0) {
        return Error{"a password is needed, and there is no terminal to ask on: set "
                     "server.password_file or server.password_command"};
    }
    std::optional<std::string> typed;
    {
        const Unseen unseen(terminal.get()); // before the first key can come
        tell(terminal.get(), prompt);
        typed = read_typed(terminal.get());
    }
    tell(terminal.get(), "\n");
    if (!typed || typed->empty()) {
        return Error{"no password was given"};
    }
    return *typed;
}

std::optional<std::string> first_line_of(const std::vector<std::string>& command)
{
    std::vector<std::string> words = command;
    std::vector<char*> arguments;
    for (std::string& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    std::array<int, 2> ends{};
    if (words.empty() || pipe2(ends.data(), O_CLOEXEC) != 0) {
        return std::nullopt;
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    if (isatty(STDIN_FILENO) == 0) { // what comes there is to be said, not to be read by it
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    }
    pid_t child = 0;
    const bool started =
        posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    const std::string told = started ? read_all(ends[0]) : std::string{};
    close(ends[0]);
    int status = 1;
    while (started && waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    const std::string line = told.substr(0, told.find_first_of("\r\n"));
    return started && status == 0 && !line.empty() ? std::optional(line) : std::nullopt;
}

} // namespace hubbub::tui
