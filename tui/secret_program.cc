// SPDX-License-Identifier: MIT
#include "tui/secret_program.h"

#include "base/strings.h"
#include "tui/child.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

namespace hubbub::tui {

namespace {

constexpr std::size_t longest_output = 65536; // the rest is thrown away

} // namespace

SecretProgram::SecretProgram(hubbub::net::Loop& loop, std::vector<std::string> command,
                             Millis patience, Done done)
    : loop_(loop), command_(std::move(command)), done_(std::move(done))
{
    ended_.emplace(loop, SIGCHLD, [this] { reap(); }); // before there is one to miss
    timer_.emplace(loop, Millis::zero(), [this, patience] {
        timer_.emplace(loop_, patience, [this] {
            finish(Error{concat({command_.front(), " told no password in time and was ended"})});
        });
        start();
    });
}

SecretProgram::~SecretProgram()
{
    end_program();
}

void SecretProgram::start()
{
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) {
        return finish(Error{"there are too many open files"});
    }
    output_ = ends[0];
    fcntl(output_, F_SETFL, O_NONBLOCK);
    reading_.emplace(loop_, output_, hubbub::net::FdWatch::For::reading, [this] { read_some(); });
    const Result<pid_t> started = start_apart(command_, ends[1]);
    close(ends[1]);
    if (!started) {
        return finish(
            Error{concat({command_.front(), " does not start: ", started.error().sentence})});
    }
    child_ = *started;
}

void SecretProgram::read_some()
{
    std::array<char, 4096> some{};
    ssize_t got = read(output_, some.data(), some.size());
    for (; got > 0; got = read(output_, some.data(), some.size())) {
        if (told_.size() < longest_output) {
            told_.append(some.data(), static_cast<std::size_t>(got));
        }
    }
    if (got == 0) {
        reading_.reset(); // its end is still to come
    }
}

void SecretProgram::reap()
{
    int status = 0;
    if (child_ <= 0 || waitpid(child_, &status, WNOHANG) != child_) {
        return;
    }
    child_ = -1;
    read_some();
    finish(first_line(status));
}

Result<std::string> SecretProgram::first_line(int status) const
{
    const std::string& program = command_.front();
    if (WIFSIGNALED(status)) {
        return Error{concat({program, " was ended by a signal"})};
    }
    if (WEXITSTATUS(status) != 0) {
        return Error{concat({program, " failed, status ", std::to_string(WEXITSTATUS(status))})};
    }
    std::string line = told_.substr(0, told_.find_first_of("\r\n"));
    return line.empty() ? Error{concat({program, " printed no password"})}
                        : Result<std::string>(std::move(line));
}

void SecretProgram::end_program()
{
    reading_.reset();
    if (output_ >= 0) {
        close(std::exchange(output_, -1));
    }
    if (child_ > 0) { // with all that it has started
        kill(-child_, SIGKILL);
        while (waitpid(child_, nullptr, 0) < 0 && errno == EINTR) {
        }
        child_ = -1;
    }
}

void SecretProgram::finish(Result<std::string> told)
{
    end_program();
    timer_.reset();
    ended_.reset();
    const Done done = std::move(done_);
    done(std::move(told));
}

} // namespace hubbub::tui
