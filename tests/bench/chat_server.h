// SPDX-License-Identifier: MIT
// An IRC server for one client, which the benchmark plays itself: it lets everybody in, and says
// what it is told to. It waits for nothing; its turns are the stage's.
#pragma once

#include "tests/support/line_server.h"
#include "tests/support/temp_dir.h"
#include "wire/parameters.h"

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace hubbub::bench {

class ChatServer {
  public:
    enum class Over { clear, tls };
    // capabilities: those that it offers and grants.
    ChatServer(Over over, std::string capabilities);

    int port() const { return listener_.port(); }
    const std::string& certificate() const { return certificate_; } // a file; empty in the clear

    // Whether a client waits to be accepted.
    bool is_called() const { return tests::wait_readable(listening_fd(), {}); }
    int listening_fd() const { return listener_.fd(); }
    void accept();
    int fd() const { return client_->fd_to_read(); }
    // Takes in what has come, answers it, and sends what is taken.
    void turn();

    void send(std::string_view bytes) { unsent_ += bytes; }
    std::size_t unsent() const { return unsent_.size() - sent_; }
    // Whoever enters the room hears this right after its own JOIN.
    void greet(const std::string& room, std::string bytes) { greetings_[room] = std::move(bytes); }
    // When it was sent its last greeting.
    std::chrono::steady_clock::time_point greeted_at() const { return greeted_at_; }

  private:
    void answer(std::string_view line);
    void on_cap(const wire::Parameters& words);
    void on_nick(const wire::Parameters& words);
    void on_user(const wire::Parameters& words);
    void on_join(const wire::Parameters& words);
    void on_ping(const wire::Parameters& words);
    void on_mode(const wire::Parameters& words);
    void on_who(const wire::Parameters& words);
    void numeric(std::string_view code, std::string_view rest);
    void welcome();

    tests::TempDir directory_;
    tests::LineServer listener_;
    std::string certificate_;
    std::string key_;
    std::string capabilities_;
    std::optional<tests::LineClient> client_;
    std::string unsent_;
    std::size_t sent_ = 0; // of these
    std::string nick_;
    bool negotiating_ = false;
    bool named_ = false; // USER has come
    std::map<std::string, std::string> greetings_;
    std::chrono::steady_clock::time_point greeted_at_;
};

} // namespace hubbub::bench
