// SPDX-License-Identifier: MIT
// A hubbubd of the benchmark's own, on a free port, and what it has used.
#pragma once

#include <cstdint>
#include <string>

#include <sys/types.h>

namespace hubbub::bench {

class BenchServer {
  public:
    // data: a directory, or "none".
    BenchServer(const std::string& program, const std::string& data);
    ~BenchServer();
    BenchServer(const BenchServer&) = delete;
    BenchServer& operator=(const BenchServer&) = delete;

    // A connected, blocking socket.
    int connect() const;
    double cpu_seconds() const; // user and system, all its threads
    std::size_t resident_bytes() const;

  private:
    pid_t pid_ = -1;
    std::uint16_t port_ = 0;
    std::string config_;
};

} // namespace hubbub::bench
