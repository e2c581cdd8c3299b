// SPDX-License-Identifier: MIT
// One outgoing line as parts, not yet bytes. What a recipient gets of it depends only on the Parts
// that recipient may see, so a broadcast encodes a line once for each different set of Parts and
// never once for each recipient.
#pragma once

#include "base/clock.h"
#include "wire/parameters.h"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace hubbub::wire {

// The tags of a line that depend on what the recipient has asked for.
enum class Part : std::uint16_t {
    time = 1U << 0U,        // server-time
    msgid = 1U << 1U,       // message-tags
    account = 1U << 2U,     // account-tag
    client_tags = 1U << 3U, // message-tags
    batch = 1U << 4U,       // batch
    label = 1U << 5U,       // labeled-response
    bot = 1U << 6U,         // message-tags: the author is marked as a bot
    multiline = 1U << 7U,   // draft/multiline: no tag, but another form of the whole message
};

class Parts {
  public:
    constexpr Parts() = default;
    constexpr Parts(Part part) : bits_(static_cast<std::uint16_t>(part)) {}
    constexpr Parts operator|(Parts other) const { return Parts(bits_ | other.bits_); }
    constexpr Parts operator&(Parts other) const { return Parts(bits_ & other.bits_); }
    constexpr Parts operator-(Parts other) const { return Parts(bits_ & ~other.bits_); }
    constexpr bool has(Part part) const { return (*this & Parts(part)).bits_ != 0; }
    constexpr std::uint16_t bits() const { return bits_; }
    friend constexpr bool operator==(Parts, Parts) = default;

  private:
    constexpr explicit Parts(int bits) : bits_(static_cast<std::uint16_t>(bits)) {}
    std::uint16_t bits_ = 0;
};

constexpr Parts operator|(Part a, Part b)
{
    return Parts(a) | Parts(b);
}

// All views must outlive the line. A part that is empty (a time of zero) is absent for everyone.
struct Line {
    std::string_view source; // "nick!user@host" or a server name; empty: none
    std::string_view command;
    Parameters parameters; // the last may hold spaces or be empty
    bool trailing = false; // a colon before the last even where it could do without

    WallTime time{};
    std::string_view msgid;
    std::string_view account;     // unescaped
    std::string_view client_tags; // "+a=b;+c", still escaped, as the client sent them
    std::string_view batch;
    std::string_view label; // unescaped
    bool bot = false;
    bool multiline = false; // a message that does not fit one line

    Line() = default;
    Line(std::string_view from, std::string_view what, std::initializer_list<std::string_view> with)
        : source(from), command(what), parameters(with)
    {
    }

    // The parts this line has at all.
    Parts present() const;
};

// Where bytes must end so that old clients read a line whole. Modern IRC, "Message Format":
// 512 bytes with CR LF, tags not counted.
inline constexpr std::size_t max_line = 512;

// Appends "@tags :source COMMAND params\r\n" with the tags that are both present and in shown.
// The last parameter gets a colon when it needs one and when line.trailing says so. Control
// bytes NUL, CR and LF in any part become spaces (in tags, where a space would end them, "_"): a
// line can never become two.
void encode(const Line& line, Parts shown, std::string& out);

// "2026-11-23T18:50:02.123Z". IRCv3 server-time.
std::string format_time(WallTime time);
void append_time(std::string& out, WallTime time);
bool parse_time(std::string_view text, WallTime& out);

} // namespace hubbub::wire
