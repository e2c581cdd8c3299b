// SPDX-License-Identifier: MIT
#include "daemon/process_facts.h"

#include "base/strings.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <string_view>

namespace hubbub::daemon {

void raise_descriptor_limit()
{
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < files.rlim_max) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
}

ProcessFacts::ProcessFacts()
    : statm_(open("/proc/self/statm", O_RDONLY | O_CLOEXEC)),
      fds_(open("/proc/self/fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC))
{
}

ProcessFacts::~ProcessFacts()
{
    for (const int fd : {statm_, fds_}) {
        if (fd >= 0) {
            close(fd);
        }
    }
}

// "size resident shared ...", in pages. proc(5)
std::size_t ProcessFacts::resident_bytes() const
{
    std::array<char, 128> text{};
    const ssize_t size = pread(statm_, text.data(), text.size(), 0);
    if (size <= 0) {
        return 0;
    }
    std::string_view rest(text.data(), static_cast<std::size_t>(size));
    cut(rest, ' ');
    const std::size_t pages = parse_number<std::size_t>(cut(rest, ' ')).value_or(0);
    return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

// The size of the directory tells it since Linux 6.2; before, they are counted.
std::size_t ProcessFacts::open_fds() const
{
    struct stat status {};
    if (fstat(fds_, &status) == 0 && status.st_size > 0) {
        return static_cast<std::size_t>(status.st_size);
    }
    const int copy = fds_ >= 0 ? dup(fds_) : -1;
    DIR* directory = copy >= 0 ? fdopendir(copy) : nullptr;
    if (directory == nullptr) {
        return 0;
    }
    rewinddir(directory);
    std::size_t count = 0;
    while (const dirent* entry = readdir(directory)) {
        count += entry->d_name[0] == '.' ? 0 : 1;
    }
    closedir(directory);
    return count - 1; // without the copy
}

std::size_t ProcessFacts::most_fds() const
{
    rlimit limit{};
    return getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : 0;
}

double ProcessFacts::cpu_seconds() const
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    double seconds = 0;
    for (const timeval& time : {usage.ru_utime, usage.ru_stime}) {
        seconds += static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    }
    return seconds;
}

} // namespace hubbub::daemon
