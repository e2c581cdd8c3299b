// SPDX-License-Identifier: MIT
// One client at work: in a terminal, in the room of a server that the benchmark plays. The client
// has the first core, the server and the terminal have the second.
#pragma once

#include "tests/bench/chat_clients.h"
#include "tests/bench/chat_server.h"
#include "tests/support/pty.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace hubbub::bench {

using tests::Deadline;
using tests::Seconds;
using Moment = std::chrono::steady_clock::time_point;

inline constexpr tests::Cells stage_size{40, 120};

double seconds_since(Moment start);

class Stage {
  public:
    // Starts the client, and waits until the room's first line is on its screen. capabilities:
    // those of the server.
    explicit Stage(const ChatClient& client, const std::string& capabilities = {});

    double seconds_to_first_line() const { return to_first_line_; }
    tests::Pty& terminal() { return *terminal_; }
    ChatServer& server() { return server_; }
    pid_t pid() const { return terminal_->pid(); }

    // Carries bytes and draws, until then or until something has happened.
    void pump(Deadline deadline);
    // Goes on until it holds, or the benchmark fails.
    void until(const std::function<bool()>& holds, std::string_view what);
    void until_shown(std::string_view text);
    // Until the client has drawn nothing for a while.
    void settle();
    void rest(Seconds time);

    // Sends count lines, each made when its turn comes, as fast as they are taken.
    void send_all(std::size_t count, const std::function<std::string(std::size_t)>& line);

  private:
    void let_connect();

    tests::TempDir home_;
    ChatServer server_;
    std::optional<tests::Pty> terminal_;
    double to_first_line_ = 0;
};

} // namespace hubbub::bench
