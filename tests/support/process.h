// SPDX-License-Identifier: MIT
// The real programs, run by a test and gone when it ends.
#pragma once

#include "tests/support/stream.h"
#include "tests/support/temp_dir.h"

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hubbub::tests {

using Command = std::vector<std::string>;
using Environment = std::map<std::string, std::string>; // on top of ours

// An environment in which our programs find no file but those under home.
Environment at_home(const std::string& home);

// What meson built: "hubbub", "hubbubd"; and a fixture in tests/e2e/fixtures by its name.
std::string program(const std::string& name);
std::string fixture(const std::string& name);

// For the child of a fork: takes on the environment and becomes the command, or exits with 127.
[[noreturn]] void become(const Command& command, const Environment& environment);
// The exit status, or 128 and the signal; nothing if it has not ended by then.
std::optional<int> wait_for_exit(pid_t pid, Seconds time);
void kill_and_reap(pid_t pid);

// A program behind pipes: its input, and its output and errors together.
class Process final : public Stream {
  public:
    explicit Process(const Command& command, const Environment& environment = {});
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    ~Process() override; // kills it

    void signal(int number) const;
    // From now on it may have so much of a resource, as far as it is allowed at all: RLIMIT_NOFILE
    // and others, getrlimit(2).
    void limit(int resource, std::uint64_t most) const;
    pid_t pid() const { return pid_; }
    int expect_exit(Seconds time = patience); // its status, or 128 and the signal

  private:
    long read_some(char* to, std::size_t most) override;
    long write_some(const char* from, std::size_t size) override;
    void shut_input() override;
    int read_fd() const override { return out_; }
    int write_fd() const override { return in_; }

    pid_t pid_ = -1;
    int in_ = -1;
    int out_ = -1;
};

// hubbubd on a free port, with what it keeps in a directory that outlives its death.
class Hubbubd {
  public:
    struct Where {
        std::string data; // what is kept; empty: in the directory
        std::string host = "127.0.0.1";
    };
    enum class Pace { any, usual }; // any: no limits of rate, which suits tests
    // configuration: TOML, which goes on in [throttle] where the pace is any.
    explicit Hubbubd(std::string_view configuration = {}) : Hubbubd(configuration, Where()) {}
    Hubbubd(std::string_view configuration, Pace pace) : Hubbubd(configuration, Where(), pace) {}
    Hubbubd(std::string_view configuration, Where where, Pace pace = Pace::any);

    int port() const { return port_; }
    std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
    const std::string& directory() const { return home_.path(); }
    Process& process() { return *process_; } // its log
    pid_t pid() const { return process_->pid(); }

    void start(); // and waits until it listens
    void crash(); // kill -9
    int stop();   // SIGTERM: the exit status

  private:
    TempDir home_;
    Where where_;
    std::string configuration_;
    int port_ = 0; // any that is free at first, and then the same
    std::optional<Process> process_;
};

} // namespace hubbub::tests
