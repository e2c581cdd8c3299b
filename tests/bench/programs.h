// SPDX-License-Identifier: MIT
// The servers that are measured beside each other, and how each is set up for it.
#pragma once

#include <string>
#include <vector>

namespace hubbub::bench {

// A server that is measured.
struct Program {
    std::string name; // as the tables show it
    std::string path; // of the executable
    enum class Kind { floor, memory, sqlite, ngircd, inspircd, hybrid } kind = Kind::floor;
};

// The floor, hubbubd twice, and those of the others that are installed.
std::vector<Program> programs(const std::string& floor, const std::string& hubbubd);

// How one is started.
struct Launch {
    std::vector<std::string> words;
    bool not_as_root = false; // it refuses to
};

// Writes its configuration into the directory, where it may also keep what it likes.
Launch prepare(const Program& program, const std::string& directory, const std::string& port);

} // namespace hubbub::bench
