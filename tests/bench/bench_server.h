// SPDX-License-Identifier: MIT
// A server of the benchmark's own on a free port of 127.0.0.1 and the first core: the floor,
// hubbubd with either journal, or another project's; and what it has used.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <sys/types.h>

namespace hubbub::bench {

// How a server is started.
struct Program {
    std::string name; // as the tables show it
    std::string path; // of the executable
    enum class Kind { floor, memory, sqlite, ngircd, inspircd } kind = Kind::floor;
};

// The floor, hubbubd twice, and those of the others that are installed.
std::vector<Program> programs(const std::string& floor, const std::string& hubbubd);

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
