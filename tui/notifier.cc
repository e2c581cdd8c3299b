// SPDX-License-Identifier: MIT
#include "tui/notifier.h"

#include "base/strings.h"
#include "tui/child.h"
#include "wire/pieces.h"

#include <sys/wait.h>

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
    const Result<pid_t> started = start_apart(words);
    running_ = started ? *started : -1;
    return static_cast<bool>(started);
}

void Notifier::reap()
{
    int status = 0;
    if (running_ > 0 && waitpid(running_, &status, WNOHANG) != 0) {
        running_ = -1;
    }
}

} // namespace hubbub::tui
