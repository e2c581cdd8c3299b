// SPDX-License-Identifier: MIT
#include "tui/secret.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
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

} // namespace

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
