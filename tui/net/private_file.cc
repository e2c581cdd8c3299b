// SPDX-License-Identifier: MIT
#include "tui/net/private_file.h"

#include "base/strings.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace hubbub::tui::net {

namespace {

constexpr mode_t private_directory = 0700;
constexpr mode_t private_file = 0600;

std::string parent_of(const std::string& path)
{
    return path.substr(0, path.find_last_of('/') == std::string::npos ? 0 : path.find_last_of('/'));
}

} // namespace

std::string state_path(std::string_view name)
{
    const char* state = std::getenv("XDG_STATE_HOME");
    const char* home = std::getenv("HOME");
    if (state != nullptr && *state != '\0') {
        return concat({state, "/hubbub/", name});
    }
    return home != nullptr ? concat({home, "/.local/state/hubbub/", name}) : std::string{};
}

bool make_private_directories(const std::string& path)
{
    if (path.empty() || mkdir(path.c_str(), private_directory) == 0 || errno == EEXIST) {
        return true;
    }
    return errno == ENOENT && make_private_directories(parent_of(path)) &&
           (mkdir(path.c_str(), private_directory) == 0 || errno == EEXIST);
}

int open_to_append(const std::string& path)
{
    constexpr int how = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW;
    const int fd = open(path.c_str(), how, private_file);
    if (fd >= 0 || errno != ENOENT || !make_private_directories(parent_of(path))) {
        return fd;
    }
    return open(path.c_str(), how, private_file);
}

Result<void> replace_file(const std::string& path, std::string_view content)
{
    const std::string fresh = concat({path, ".new"});
    unlink(fresh.c_str());
    const int fd = open_to_append(fresh);
    const bool written = fd >= 0 && write(fd, content.data(), content.size()) ==
                                        static_cast<ssize_t>(content.size());
    const bool closed = fd >= 0 && close(fd) == 0;
    if (!written || !closed || rename(fresh.c_str(), path.c_str()) != 0) {
        return Error{concat({"cannot write ", path, ": ", std::strerror(errno)})};
    }
    return {};
}

} // namespace hubbub::tui::net
