// SPDX-License-Identifier: MIT
#include "base/nonblocking_lines.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace hubbub {

NonblockingLines::NonblockingLines(int fd) : fd_(fd)
{
    struct stat status {};
    if (fstat(fd, &status) != 0 || S_ISREG(status.st_mode)) {
        return; // a file takes all
    }
    if (S_ISSOCK(status.st_mode)) {
        way_ = Way::as_packet;
        return;
    }
    const std::string again = "/proc/self/fd/" + std::to_string(fd);
    const int own = open(again.c_str(), O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (own >= 0) {
        fd_ = own;
        owns_ = true;
        way_ = Way::without_blocking;
    }
}

NonblockingLines::~NonblockingLines()
{
    if (owns_) {
        close(fd_);
    }
}

void NonblockingLines::write(std::string_view line, AboutLost about_lost)
{
    const std::lock_guard<std::mutex> alone(mutex_);
    if (lost_ != 0 && put(about_lost(lost_))) {
        lost_ = 0;
    }
    lost_ += lost_ != 0 || !put(line) ? 1U : 0U;
}

// False: nothing of it was written.
bool NonblockingLines::put(std::string_view line)
{
    if (!rest_.empty()) {
        rest_.erase(0, try_to_write(rest_));
    }
    const std::size_t written = rest_.empty() ? try_to_write(line) : 0;
    if (written != 0) {
        rest_ = line.substr(written);
    }
    return written != 0;
}

// How many bytes were taken. What fails for another reason than a full reader fails for good.
std::size_t NonblockingLines::try_to_write(std::string_view bytes) const
{
    ssize_t taken = 0;
    do {
        if (way_ == Way::as_packet) {
            taken = send(fd_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        } else {
            pollfd ready{fd_, POLLOUT, 0};
            const bool takes = way_ == Way::without_blocking || poll(&ready, 1, 0) != 0;
            taken = takes ? ::write(fd_, bytes.data(), bytes.size()) : 0;
        }
    } while (taken < 0 && errno == EINTR);
    return taken > 0 ? static_cast<std::size_t>(taken) : 0;
}

} // namespace hubbub
