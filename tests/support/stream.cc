// SPDX-License-Identifier: MIT
#include "tests/support/stream.h"

#include "tests/support/catch.h"

#include <poll.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace hubbub::tests {

namespace {

int milliseconds_until(Deadline deadline)
{
    using namespace std::chrono;
    const auto left = ceil<milliseconds>(deadline - steady_clock::now()).count();
    return static_cast<int>(std::clamp<long>(left, 0, 60'000));
}

bool wait_for(int fd, short what, Deadline deadline)
{
    pollfd one{fd, what, 0};
    return poll(&one, 1, milliseconds_until(deadline)) > 0;
}

} // namespace

Deadline deadline_in(Seconds time)
{
    using namespace std::chrono;
    return steady_clock::now() + duration_cast<steady_clock::duration>(time);
}

bool is_over(Deadline deadline)
{
    return std::chrono::steady_clock::now() >= deadline;
}

bool wait_readable(int fd, Deadline deadline)
{
    return wait_for(fd, POLLIN, deadline);
}

// Whether all was taken.
bool Stream::push(std::string_view bytes)
{
    const Deadline deadline = deadline_in(patience);
    while (!bytes.empty() && !ended_ && !is_over(deadline)) {
        const long taken = write_some(bytes.data(), bytes.size());
        if (taken > 0) {
            bytes.remove_prefix(static_cast<std::size_t>(taken));
            continue;
        }
        take_in(); // it may wait for us to read, or have gone
        wait_for(write_fd(), POLLOUT, std::min(deadline, deadline_in(Seconds(0.05))));
    }
    return bytes.empty();
}

void Stream::send(std::string_view bytes)
{
    if (!push(bytes)) {
        give_up("the other side to take what is sent");
    }
}

void Stream::pour(std::string_view bytes)
{
    if (!push(bytes) && !ended_) {
        give_up("the other side to take what is sent, or to close");
    }
}

void Stream::say(std::string_view line)
{
    send(std::string(line) + "\r\n");
}

void Stream::end_input()
{
    shut_input();
}

void Stream::take_in()
{
    std::array<char, 16384> buffer{};
    while (!ended_) {
        const long got = read_some(buffer.data(), buffer.size());
        if (got < 0) {
            return;
        }
        ended_ = got == 0;
        waiting_.append(buffer.data(), static_cast<std::size_t>(got));
    }
}

void Stream::waits(Seconds time)
{
    receive(deadline_in(time));
}

std::optional<std::string> Stream::take_line()
{
    const std::size_t end = waiting_.find('\n');
    if (end == std::string::npos) {
        return std::nullopt;
    }
    std::string line = waiting_.substr(0, end);
    waiting_.erase(0, end + 1);
    if (line.ends_with('\r')) {
        line.pop_back();
    }
    return line;
}

std::size_t Stream::offer(std::string_view bytes)
{
    std::size_t sent = 0;
    for (long taken = 1; taken > 0 && sent < bytes.size();) {
        taken = write_some(bytes.data() + sent, bytes.size() - sent);
        sent += static_cast<std::size_t>(std::max(taken, 0L));
    }
    return sent;
}

// Whether anything more came.
bool Stream::receive(Deadline deadline)
{
    while (!ended_ && !is_over(deadline)) {
        const std::size_t before = waiting_.size();
        take_in();
        if (waiting_.size() != before) {
            return true;
        }
        if (!ended_) {
            wait_readable(read_fd(), deadline);
        }
    }
    return false;
}

std::string Stream::expect(std::string_view text, Seconds time)
{
    const Deadline deadline = deadline_in(time);
    std::size_t searched = 0;
    for (;;) {
        const std::size_t end = waiting_.find('\n', searched);
        if (end == std::string::npos) {
            if (!receive(deadline)) {
                give_up(text);
            }
            continue;
        }
        const std::string_view line(waiting_.data() + searched, end - searched);
        if (line.find(text) != std::string_view::npos) {
            waiting_.erase(0, searched);
            return take_line().value_or("");
        }
        searched = end + 1;
    }
}

void Stream::expect_bytes(std::string_view text, Seconds time)
{
    const Deadline deadline = deadline_in(time);
    std::size_t place = waiting_.find(text);
    while (place == std::string::npos) {
        if (!receive(deadline)) {
            give_up(text);
        }
        place = waiting_.find(text);
    }
    waiting_.erase(0, place + text.size());
}

std::string Stream::expect_end(Seconds time)
{
    const Deadline deadline = deadline_in(time);
    while (receive(deadline)) {
    }
    if (!ended_) {
        give_up("the end");
    }
    return std::exchange(waiting_, {});
}

void Stream::has_not_heard(std::string_view text) const
{
    INFO("heard: " << waiting_);
    CHECK(waiting_.find(text) == std::string::npos);
}

void Stream::give_up(std::string_view wanted) const
{
    FAIL("waited for \"" << wanted << "\" in vain; " << (ended_ ? "the end" : "no more")
                         << " came after: " << waiting_);
    throw std::logic_error("FAIL has returned");
}

} // namespace hubbub::tests
