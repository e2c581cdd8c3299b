// SPDX-License-Identifier: MIT
#include "net/clear_input.h"

#include "base/ensure.h"

#include <event2/event.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace hubbub::net {

ClearInput::ClearInput(Loop& loop, int fd, StreamHandler& handler, std::size_t most_at_once)
    : loop_(loop), handler_(handler), fd_(fd),
      most_at_once_(static_cast<std::uint32_t>(most_at_once))
{
    HUBBUB_ENSURE(most_at_once <= much);
    event_.reset(event_new(
        loop.base(), fd, EV_READ | EV_PERSIST,
        [](evutil_socket_t, short, void* self) noexcept {
            static_cast<ClearInput*>(self)->read_some();
        },
        this));
    HUBBUB_ENSURE(event_ != nullptr);
    watch_if_wanted();
}

void ClearInput::read_some()
{
    loop_.woken();
    std::array<char, much> room; // not cleared: each byte that is looked at was read
    const ssize_t got = read(fd_, room.data(), most_at_once_);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
        return;
    }
    if (got > 0) {
        return take({room.data(), static_cast<std::size_t>(got)});
    }
    const int error = errno;
    ended_ = true;
    watch_if_wanted();
    got == 0 ? handler_.on_eof() : handler_.on_error(std::strerror(error));
}

void ClearInput::take(std::string_view arrived)
{
    was_full_ = arrived.size() == most_at_once_;
    if (bytes().empty()) {
        fresh_ = arrived;
    } else {
        kept_.erase(0, std::exchange(consumed_, 0));
        kept_ += arrived;
    }
    handler_.on_readable();
    if (!fresh_.empty()) {
        kept_ = std::exchange(fresh_, {});
    }
    watch_if_wanted();
}

void ClearInput::consume(std::size_t bytes)
{
    HUBBUB_ENSURE(bytes <= this->bytes().size());
    if (!fresh_.empty()) {
        fresh_.remove_prefix(bytes);
        return;
    }
    consumed_ += bytes;
    if (consumed_ == kept_.size()) {
        kept_ = {}; // gives back its memory: most have nothing waiting
        consumed_ = 0;
    }
    watch_if_wanted();
}

void ClearInput::pause()
{
    paused_ = true;
    watch_if_wanted();
}

void ClearInput::resume()
{
    paused_ = false;
    watch_if_wanted();
}

void ClearInput::watch_if_wanted()
{
    const bool wanted = !paused_ && !ended_ && bytes().size() < most_kept;
    if (wanted != watching_) {
        watching_ = wanted;
        wanted ? event_add(event_.get(), nullptr) : event_del(event_.get());
    }
}

} // namespace hubbub::net
