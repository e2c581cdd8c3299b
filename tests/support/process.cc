// SPDX-License-Identifier: MIT
#include "tests/support/process.h"

#include "tests/support/catch.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>

namespace hubbub::tests {

namespace {

constexpr const char* any_pace = "[throttle]\ncommands_per_second = 0\n";

std::string from_environment(const char* name)
{
    const char* value = std::getenv(name);
    if (value == nullptr) {
        FAIL(name << " is not set: run this by meson test");
    }
    return value;
}

void close_all(std::initializer_list<int> fds)
{
    for (const int fd : fds) {
        close(fd);
    }
}

} // namespace

Environment at_home(const std::string& home)
{
    return {{"HOME", home},
            {"XDG_CONFIG_HOME", home + "/config"},
            {"XDG_STATE_HOME", home + "/state"},
            {"XDG_DATA_HOME", home + "/data"},
            {"XDG_CACHE_HOME", home + "/cache"},
            {"LC_ALL", "C.UTF-8"},
            {"TERM", "xterm-256color"},
            {"TZ", "UTC"},
            {"USER", "tester"}};
}

std::string program(const std::string& name)
{
    return from_environment(name == "hubbubd" ? "HUBBUBD" : "HUBBUB");
}

std::string fixture(const std::string& name)
{
    return from_environment("FIXTURES") + "/" + name;
}

void become(const Command& command, const Environment& environment)
{
    for (const auto& [name, value] : environment) {
        setenv(name.c_str(), value.c_str(), 1);
    }
    std::vector<char*> words;
    for (const std::string& word : command) {
        words.push_back(const_cast<char*>(word.c_str()));
    }
    words.push_back(nullptr);
    execvp(words.front(), words.data());
    _exit(127);
}

std::optional<int> wait_for_exit(pid_t pid, Seconds time)
{
    // Readable once the process has ended. pidfd_open(2); glibc 2.36 has no name for it in C++.
    const int ended = static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
    REQUIRE(ended >= 0);
    const bool in_time = wait_readable(ended, deadline_in(time));
    close(ended);
    if (!in_time) {
        return std::nullopt;
    }
    int status = 0;
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void kill_and_reap(pid_t pid)
{
    if (pid > 0) {
        kill(pid, SIGKILL);
        waitpid(pid, nullptr, 0);
    }
}

Process::Process(const Command& command, const Environment& environment)
{
    std::array<int, 2> in{};
    std::array<int, 2> out{};
    REQUIRE(pipe2(in.data(), O_CLOEXEC) == 0);
    REQUIRE(pipe2(out.data(), O_CLOEXEC) == 0);
    pid_ = fork();
    REQUIRE(pid_ >= 0);
    if (pid_ == 0) {
        dup2(in[0], STDIN_FILENO);
        dup2(out[1], STDOUT_FILENO);
        dup2(out[1], STDERR_FILENO);
        become(command, environment);
    }
    close_all({in[0], out[1]});
    in_ = in[1];
    out_ = out[0];
    fcntl(in_, F_SETFL, O_NONBLOCK);
    fcntl(out_, F_SETFL, O_NONBLOCK);
    // A program that has gone is seen by what it says and how it ends, not by our own death.
    ::signal(SIGPIPE, SIG_IGN);
}

Process::~Process()
{
    kill_and_reap(pid_);
    close_all({in_, out_});
}

void Process::signal(int number) const
{
    REQUIRE(kill(pid_, number) == 0);
}

void Process::limit(int resource, std::uint64_t most) const
{
    const auto which = static_cast<__rlimit_resource>(resource);
    rlimit limit{};
    REQUIRE(prlimit(pid_, which, nullptr, &limit) == 0);
    limit.rlim_cur = std::min<rlim_t>(most, limit.rlim_max);
    REQUIRE(prlimit(pid_, which, &limit, nullptr) == 0);
}

int Process::expect_exit(Seconds time)
{
    const std::optional<int> status = wait_for_exit(pid_, time);
    take_in();
    if (!status) {
        FAIL("it does not end; it said: " << waiting());
    }
    pid_ = -1;
    return *status;
}

long Process::read_some(char* to, std::size_t most)
{
    const ssize_t got = read(out_, to, most);
    return got >= 0 ? got : errno == EAGAIN ? -1 : 0;
}

long Process::write_some(const char* from, std::size_t size)
{
    return write(in_, from, size);
}

void Process::shut_input()
{
    close(std::exchange(in_, -1));
}

Hubbubd::Hubbubd(std::string_view configuration, Where where, Pace pace)
    : where_(std::move(where)),
      configuration_(home_.file("hubbubd.toml",
                                (pace == Pace::any ? any_pace : "") + std::string(configuration)))
{
    start();
}

void Hubbubd::start()
{
    process_.emplace(Command{program("hubbubd"), "--config", configuration_, "--listen",
                             where_.host + ":" + std::to_string(port_), "--data",
                             where_.data.empty() ? home_.path() + "/data" : where_.data},
                     at_home(home_.path()));
    const std::string line = process_->expect("listens on " + where_.host + ":");
    port_ = std::stoi(line.substr(line.rfind(':') + 1));
}

void Hubbubd::crash()
{
    process_->signal(SIGKILL);
    CHECK(process_->expect_exit() == 128 + SIGKILL);
}

int Hubbubd::stop()
{
    process_->signal(SIGTERM);
    return process_->expect_exit();
}

} // namespace hubbub::tests
