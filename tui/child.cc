// SPDX-License-Identifier: MIT
#include "tui/child.h"

#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <string_view>

namespace hubbub::tui {

namespace {

// As posix_spawn wants them, with a null at the end; their letters stay the strings'.
std::vector<char*> pointers_to(std::vector<std::string>& words)
{
    std::vector<char*> pointers;
    for (std::string& word : words) {
        pointers.push_back(word.data());
    }
    pointers.push_back(nullptr);
    return pointers;
}

// Ours, but for what leads a pinentry to the terminal that our screen is on.
std::vector<char*> environment()
{
    std::vector<char*> kept;
    for (char** one = environ; *one != nullptr; ++one) {
        if (!std::string_view(*one).starts_with("GPG_TTY=")) {
            kept.push_back(*one);
        }
    }
    kept.push_back(nullptr);
    return kept;
}

class Spawning {
  public:
    explicit Spawning(int output)
    {
        posix_spawn_file_actions_init(&actions_);
        for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
            posix_spawn_file_actions_addopen(&actions_, fd, "/dev/null", O_RDWR, 0);
        }
        if (output >= 0) {
            posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
        }
        posix_spawnattr_init(&attributes_);
        sigset_t usual;
        sigemptyset(&usual);
        posix_spawnattr_setsigmask(&attributes_, &usual);
        sigaddset(&usual, SIGPIPE);
        posix_spawnattr_setsigdefault(&attributes_, &usual);
        posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK |
                                                   POSIX_SPAWN_SETSID);
    }
    ~Spawning()
    {
        posix_spawnattr_destroy(&attributes_);
        posix_spawn_file_actions_destroy(&actions_);
    }
    Spawning(const Spawning&) = delete;
    Spawning& operator=(const Spawning&) = delete;

    Result<pid_t> start(const std::vector<std::string>& command)
    {
        std::vector<std::string> words = command;
        pid_t child = 0;
        const int error = posix_spawnp(&child, words.front().c_str(), &actions_, &attributes_,
                                       pointers_to(words).data(), environment().data());
        return error == 0 ? Result<pid_t>(child) : Error{std::strerror(error)};
    }

  private:
    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

} // namespace

Result<pid_t> start_apart(const std::vector<std::string>& command, int output)
{
    if (command.empty()) {
        return Error{"no program is named"};
    }
    return Spawning(output).start(command);
}

} // namespace hubbub::tui
