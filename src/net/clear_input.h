// SPDX-License-Identifier: MIT
// What arrives at a socket without TLS. It is read with one call, into room on the stack, and given
// to the handler there; only what is left of it then is kept.
#pragma once

#include "net/loop.h"
#include "net/stream_handler.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace hubbub::net {

class ClearInput {
  public:
    static constexpr std::size_t much = 16384;      // bytes, of one read
    static constexpr std::size_t most_kept = 65536; // beyond, the socket is not read

    // Reads from the beginning. Does not own the socket. The handler hears on_readable(), on_eof()
    // and on_error(). most_at_once: of one read, up to much.
    ClearInput(Loop& loop, int fd, StreamHandler& handler, std::size_t most_at_once = much);
    ClearInput(const ClearInput&) = delete;
    ClearInput& operator=(const ClearInput&) = delete;

    // All that has arrived and is not consumed, in one piece; valid until consume() or the end of
    // on_readable().
    std::string_view bytes() const
    {
        return fresh_.empty() ? std::string_view(kept_).substr(consumed_) : fresh_;
    }
    void consume(std::size_t bytes);
    void pause();
    void resume();
    // The last read brought all it could: there may be more.
    bool was_full() const { return was_full_; }

  private:
    void read_some();
    void take(std::string_view arrived);
    void watch_if_wanted();

    Loop& loop_;
    StreamHandler& handler_;
    int fd_;
    std::uint32_t most_at_once_;
    bool paused_ = false;
    bool ended_ = false; // or broken
    bool watching_ = false;
    bool was_full_ = false;
    std::string_view fresh_;   // on the stack of read_some(); kept_ is empty then
    std::string kept_;         // from earlier reads
    std::size_t consumed_ = 0; // at the front of kept_
    EventHandle event_;
};

} // namespace hubbub::net
