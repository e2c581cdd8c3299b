// SPDX-License-Identifier: MIT
#include "tui/stdin_lines.h"

#include "base/strings.h"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace hubbub::tui {

namespace {

bool can_be_watched()
{
    struct stat status {};
    return fstat(STDIN_FILENO, &status) == 0 && !S_ISREG(status.st_mode) &&
           !(S_ISCHR(status.st_mode) && isatty(STDIN_FILENO) == 0);
}

} // namespace

StdinLines::StdinLines(hubbub::net::Loop& loop, std::function<void(std::string_view)> on_line,
                       std::function<void()> on_end)
    : loop_(loop), on_line_(std::move(on_line)), on_end_(std::move(on_end))
{
    if (can_be_watched()) {
        watch_.emplace(loop, STDIN_FILENO, hubbub::net::FdWatch::For::reading,
                       [this] { read_some(); });
    } else {
        next_.emplace(
            loop, Millis(1), [this] { read_some(); }, hubbub::net::Timer::Repeat::always);
    }
}

void StdinLines::read_some()
{
    std::array<char, 16384> bytes{};
    const ssize_t got = read(STDIN_FILENO, bytes.data(), bytes.size());
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
        return;
    }
    if (got <= 0) {
        return end();
    }
    pending_.append(bytes.data(), static_cast<std::size_t>(got));
    std::string_view rest = pending_;
    while (rest.find('\n') != std::string_view::npos) {
        std::string_view line = cut(rest, '\n');
        line.remove_suffix(line.ends_with('\r') ? 1 : 0);
        on_line_(line);
    }
    pending_ = std::string(rest);
}

void StdinLines::end()
{
    watch_.reset();
    next_.reset();
    if (!pending_.empty()) {
        on_line_(std::exchange(pending_, {}));
    }
    on_end_();
}

} // namespace hubbub::tui
