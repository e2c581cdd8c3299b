// SPDX-License-Identifier: MIT
// A server on 127.0.0.1 that the test plays itself.
#pragma once

#include "tests/support/line_client.h"

#include <string>

namespace hubbub::tests {

class LineServer {
  public:
    LineServer();
    ~LineServer();
    LineServer(const LineServer&) = delete;
    LineServer& operator=(const LineServer&) = delete;

    std::string address() const; // "127.0.0.1:PORT"
    // Whoever comes next.
    LineClient accept();
    int port() const { return port_; }
    int fd() const { return fd_; } // readable when somebody waits
    int accept_socket();           // the same, and TLS or what else goes over it is the caller's
    // Whoever comes next, a client of IRC: offers it the capabilities, and lets it into #lobby.
    LineClient welcome(const std::string& nick, const std::string& caps);

  private:
    int fd_;
    int port_ = 0;
};

} // namespace hubbub::tests
