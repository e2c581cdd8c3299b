// SPDX-License-Identifier: MIT
// What a process holds, as the kernel counts it.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace hubbub::tests {

// A number of /proc/PID/status, such as "VmRSS" or "VmHWM", in KiB. proc(5)
inline std::size_t kib_of(pid_t pid, const std::string& what)
{
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(what + ":")) {
            return std::stoul(line.substr(what.size() + 1));
        }
    }
    return 0;
}

inline std::size_t descriptors_of(pid_t pid)
{
    const std::filesystem::directory_iterator all("/proc/" + std::to_string(pid) + "/fd");
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

} // namespace hubbub::tests
