// SPDX-License-Identifier: MIT
// What the kernel says of this process. What is read is opened at once, so that it can still be
// read when the process may open nothing else.
#pragma once

#include <cstddef>

namespace hubbub::daemon {

// To as many as the system lets us have: each client needs one.
void raise_descriptor_limit();

class ProcessFacts {
  public:
    ProcessFacts();
    ~ProcessFacts();
    ProcessFacts(const ProcessFacts&) = delete;
    ProcessFacts& operator=(const ProcessFacts&) = delete;

    // 0 where the kernel does not say.
    std::size_t resident_bytes() const;
    std::size_t open_fds() const;
    std::size_t most_fds() const; // that it may open
    double cpu_seconds() const;

  private:
    int statm_;
    int fds_; // /proc/self/fd
};

} // namespace hubbub::daemon
