// SPDX-License-Identifier: MIT
#include "tui/notifier.h"

#include "base/strings.h"
#include "wire/text.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace hubbub::tui {

namespace {

constexpr std::size_t longest_text = 300; // bytes of what was said

// A minus in front would make it an option of the program's.
std::string as_argument(std::string_view text)
{
    const std::string_view cut = wire::split_for_wire(text, longest_text);
    return concat({cut.starts_with('-') ? " " : "", cut});
}

// Our terminal is not its, and our way with signals neither.
int start(pid_t& child, std::vector<char*>& arguments)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", O_RDWR, 0);
    }
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t usual;
    sigemptyset(&usual);
    posix_spawnattr_setsigmask(&attributes, &usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    const int error =
        posix_spawnp(&child, arguments[0], &actions, &attributes, arguments.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

} // namespace

Notifier::Notifier(hubbub::net::Loop& loop) : ended_(loop, SIGCHLD, [this] { reap(); }) {}

bool Notifier::run(const std::vector<std::string>& command, const model::Call& call)
{
    reap();
    if (command.empty() || running_ > 0) {
        return true;
    }
    std::vector<std::string> words = command;
    words.push_back(as_argument(call.where));
    words.push_back(as_argument(call.said));
    std::vector<char*> arguments;
    for (std::string& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    if (start(running_, arguments) != 0) {
        running_ = -1;
        return false;
    }
    return true;
}

void Notifier::reap()
{
    int status = 0;
    if (running_ > 0 && waitpid(running_, &status, WNOHANG) != 0) {
        running_ = -1;
    }
}

} // namespace hubbub::tui
