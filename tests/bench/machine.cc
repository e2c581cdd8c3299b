// SPDX-License-Identifier: MIT
#include "tests/bench/machine.h"

#include "base/ensure.h"

#include <sched.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>

namespace hubbub::bench {

namespace {

std::string proc(pid_t pid)
{
    return "/proc/" + std::to_string(pid) + "/";
}

} // namespace

void run_on_core(unsigned core)
{
    if (sysconf(_SC_NPROCESSORS_CONF) < 2) {
        return;
    }
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(core, &set);
    sched_setaffinity(0, sizeof set, &set);
}

double cpu_seconds(pid_t pid)
{
    clockid_t clock{};
    timespec used{};
    HUBBUB_ENSURE(clock_getcpuclockid(pid, &clock) == 0 && clock_gettime(clock, &used) == 0);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

std::size_t number_in(pid_t pid, std::string_view file, std::string_view key)
{
    std::ifstream lines(proc(pid) + std::string(file));
    std::string line;
    while (std::getline(lines, line)) {
        if (line.starts_with(key)) {
            return std::strtoull(line.c_str() + key.size(), nullptr, 10);
        }
    }
    return 0;
}

std::size_t resident_bytes(pid_t pid)
{
    return number_in(pid, "smaps_rollup", "Rss:") * 1024;
}

std::size_t private_bytes(pid_t pid)
{
    return (number_in(pid, "smaps_rollup", "Private_Clean:") +
            number_in(pid, "smaps_rollup", "Private_Dirty:")) *
           1024;
}

std::uint64_t wakeups(pid_t pid)
{
    std::uint64_t all = 0;
    for (const auto& thread : std::filesystem::directory_iterator(proc(pid) + "task")) {
        all += number_in(pid, "task/" + thread.path().filename().string() + "/status",
                         "voluntary_ctxt_switches:");
    }
    return all;
}

} // namespace hubbub::bench
