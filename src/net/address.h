// SPDX-License-Identifier: MIT
// Where a socket is or goes: an IPv4 or IPv6 address with a port, or a path.
#pragma once

#include "base/result.h"

#include <sys/socket.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace hubbub::net {

class Address {
  public:
    Address() = default;
    Address(const sockaddr* address, socklen_t size);

    // A numeric host: "127.0.0.1", "::1", "[::1]".
    static Result<Address> from_host(std::string_view host, std::uint16_t port);
    // "127.0.0.1:5000", "[::1]:5000", or a host alone, whose port is then usual_port.
    static Result<Address> parse(std::string_view text, std::uint16_t usual_port = 0);
    static Result<Address> from_path(std::string_view path);

    std::string host() const; // without the port: "127.0.0.1", "::1", "unix"
    std::string text() const; // "127.0.0.1:5000", "[::1]:5000", the path
    std::uint16_t port() const;
    bool is_unix() const { return family() == AF_UNIX; }
    // From this machine: a loopback address or a path.
    bool is_local() const;

    int family() const { return storage_.ss_family; }
    const sockaddr* data() const { return reinterpret_cast<const sockaddr*>(&storage_); }
    socklen_t size() const { return size_; }

  private:
    sockaddr_storage storage_{};
    socklen_t size_ = 0;
};

// Cuts "HOST", "HOST:PORT", "[HOST]:PORT" apart; a bare IPv6 address is a host. The port is left
// alone where none is given; false when it is not a port.
bool split_host_port(std::string_view text, std::string& host, std::uint16_t& port);

} // namespace hubbub::net
