// SPDX-License-Identifier: MIT
// What a test may do to the machine because only it and its children see it: mounts and networks of
// its own, which are gone when it ends.
#pragma once

#include <string>

namespace hubbub::tests {

// Ends the test program, as one that was skipped for that reason.
[[noreturn]] void skip(const std::string& reason);

// From here on this process, which has no other threads yet, sees its own mounts or its own network
// (with 127.0.0.1, and nothing else). Empty, or why that is not possible: it takes root.
std::string with_own_mounts();
std::string with_own_network();

// A small disk at the path, which is made: a tmpfs of so many bytes, until this goes.
class SmallDisk {
  public:
    SmallDisk(std::string path, std::size_t bytes);
    ~SmallDisk();
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    const std::string& path() const { return path_; }
    void resize(std::size_t bytes);

  private:
    std::string path_;
};

} // namespace hubbub::tests
