// SPDX-License-Identifier: MIT
// Somebody at the other end of a TCP connection, in the clear or over TLS: netcat, a script or an
// IRC client, by what it says.
#pragma once

#include "tests/support/stream.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace hubbub::tests {

class LineClient final : public Stream {
  public:
    enum class Tls { no, yes };

    // Connects to 127.0.0.1, or fails the test.
    explicit LineClient(int port, Tls tls = Tls::no);
    // Takes over a socket that is connected.
    static LineClient of_socket(int fd);
    // The same, as the server of TLS that this PEM certificate and its key make it.
    static LineClient of_socket(int fd, const std::string& certificate, const std::string& key);
    LineClient(LineClient&&) noexcept;
    ~LineClient() override;

    // As an IRC client: registers with these capabilities (space-separated) and joins.
    static LineClient irc(int port, std::string_view nick, std::string_view room = "#lobby",
                          std::string_view caps = {}, Tls tls = Tls::no);

    int socket() const { return read_fd(); }
    std::string certificate_sha256() const; // of the server, in hex; "" without TLS

  private:
    struct Session;
    explicit LineClient(std::unique_ptr<Session> session);

    long read_some(char* to, std::size_t most) override;
    long write_some(const char* from, std::size_t size) override;
    void shut_input() override;
    int read_fd() const override;
    int write_fd() const override;

    std::unique_ptr<Session> session_;
};

// A port on 127.0.0.1 that was free a moment ago.
int free_port();
} // namespace hubbub::tests
