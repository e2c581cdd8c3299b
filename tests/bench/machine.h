// SPDX-License-Identifier: MIT
// The machine that is measured on: which core a program has, and what the system counts for it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace hubbub::bench {

// What measures runs on the second core, what is measured on the first, where there are two. A
// program started afterwards inherits it.
void run_on_core(unsigned core);

// ---- of a process
double cpu_seconds(pid_t pid); // all its threads, to the nanosecond
// The number after this key in a file of /proc/PID; 0 if it is not there.
std::size_t number_in(pid_t pid, std::string_view file, std::string_view key);
std::size_t resident_bytes(pid_t pid); // with the libraries that it shares
std::size_t private_bytes(pid_t pid);  // what would be free if it ended
// How often its threads have waited for something and were woken.
std::uint64_t wakeups(pid_t pid);

} // namespace hubbub::bench
