// SPDX-License-Identifier: MIT
// Lines to a descriptor that is not ours alone, such as stderr, without ever waiting for whoever
// reads them: a pager, a terminal that has stopped, a journal that hangs.
#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

namespace hubbub {

class NonblockingLines {
  public:
    // Does not own fd. A terminal or pipe is opened once more, through /proc, as O_NONBLOCK of fd
    // itself would be everybody's; where that is not allowed, it is asked before each line whether
    // it takes any.
    explicit NonblockingLines(int fd);
    ~NonblockingLines();
    NonblockingLines(const NonblockingLines&) = delete;
    NonblockingLines& operator=(const NonblockingLines&) = delete;

    // From any thread. line: with its line end, at most 4,096 bytes, which a pipe takes in one
    // piece. Where it is not taken it is lost and counted; the next that is taken comes after
    // about_lost(how many).
    using AboutLost = std::string (*)(std::size_t lines);
    void write(std::string_view line, AboutLost about_lost);

  private:
    bool put(std::string_view line);
    std::size_t try_to_write(std::string_view bytes) const;

    enum class Way { plainly, without_blocking, as_packet };
    std::mutex mutex_;
    int fd_;
    bool owns_ = false;
    Way way_ = Way::plainly;
    std::string rest_; // of a line of which a terminal has taken the beginning
    std::size_t lost_ = 0;
};

} // namespace hubbub
