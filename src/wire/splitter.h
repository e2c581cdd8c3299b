// SPDX-License-Identifier: MIT
// Bytes to lines, at LF with or without a CR before it. Works on the buffer that holds the bytes,
// and copies nothing; what it finds does not depend on how the bytes were cut into pieces.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hubbub::wire {

// Modern IRC, "Message Format"; IRCv3 message-tags, "Size limit": 512 bytes with the line end, and
// before that 4096 bytes of tags with "@" and the space, of which a client may fill that many.
inline constexpr std::size_t max_tags = 8191;
inline constexpr std::size_t max_client_tags = 4096;

class Splitter {
  public:
    enum class Found {
        none,     // no whole line yet
        line,     // one line, without its line end
        too_long, // one line over the limit, given whole to be refused, not to be run
        flood,    // longest_wait bytes and no line end: close
    };

    struct Limits {
        std::uint32_t longest_line = 510; // without line end and tags; 0: no limit
        std::uint32_t longest_tags = max_client_tags;
        std::uint32_t longest_wait = 16384; // bytes without a line end; 0: no limit
    };

    Splitter() = default;
    explicit Splitter(Limits limits) : limits_(limits) {}

    // Takes the next line off the front of bytes. line views into bytes.
    Found next(std::string_view& bytes, std::string_view& line);

  private:
    bool is_too_long(std::string_view line) const;

    Limits limits_;
    std::uint32_t searched_ = 0; // bytes at the front known to hold no LF
};

} // namespace hubbub::wire
