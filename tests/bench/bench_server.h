// SPDX-License-Identifier: MIT
// A server of the benchmark's own on a free port of 127.0.0.1 and the first core: the floor,
// hubbubd with either journal, or another project's; and what it has used.
#pragma once

#include "tests/bench/programs.h"

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace hubbub::bench {

void allow_many_files();

class BenchServer {
  public:
    explicit BenchServer(const Program& program);
    ~BenchServer();
    BenchServer(const BenchServer&) = delete;
    BenchServer& operator=(const BenchServer&) = delete;

    // A connected, blocking socket.
    int connect() const;
    double cpu_seconds() const; // all its threads, to the nanosecond
    // Reads and writes, of files too. Waiting for events is not among them.
    std::uint64_t system_calls() const;
    std::size_t private_bytes() const; // anonymous memory

  private:
    pid_t pid_ = -1;
    std::uint16_t port_ = 0;
    std::string directory_;
};

} // namespace hubbub::bench
