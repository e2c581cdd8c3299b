// SPDX-License-Identifier: MIT
// A program of the person's that tells a password, such as a password manager, run beside the loop:
// while it takes its time, the screen lives.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "net/loop.h"
#include "net/watch.h"

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace hubbub::tui {

class SecretProgram {
  public:
    // The first line that it prints, or the sentence that says why there is none.
    using Done = std::function<void(Result<std::string>)>;

    // Starts it. done is called once, from the loop, and may destroy this. After so much patience
    // the program is ended.
    SecretProgram(hubbub::net::Loop& loop, std::vector<std::string> command, Millis patience,
                  Done done);
    ~SecretProgram(); // ends it
    SecretProgram(const SecretProgram&) = delete;
    SecretProgram& operator=(const SecretProgram&) = delete;

  private:
    void start();
    void read_some();
    void reap();
    void end_program();
    void finish(Result<std::string> told);
    Result<std::string> first_line(int status) const;

    hubbub::net::Loop& loop_;
    std::vector<std::string> command_;
    Done done_;
    pid_t child_ = -1;
    int output_ = -1;
    std::string told_;
    std::optional<hubbub::net::FdWatch> reading_;
    std::optional<hubbub::net::SignalWatch> ended_;
    std::optional<hubbub::net::Timer> timer_; // of its start, then of its end
};

} // namespace hubbub::tui
