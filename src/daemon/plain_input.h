// SPDX-License-Identifier: MIT
// Bytes from a plain line client to lines of safe text: line ends or none, telnet, editing keys.
// hubbub-protocol(7), "THE PLAIN LINE MODE".
#pragma once

#include "base/clock.h"

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace hubbub::daemon {

class PlainInput {
  public:
    static constexpr std::size_t longest_text = 4096;  // bytes of a line
    static constexpr std::size_t longest_wait = 16384; // bytes without a line end
    static constexpr std::size_t most_lines = 200;     // waiting; beyond, the socket is not read

    struct Line {
        std::string text;
        std::size_t too_long = 0; // its size, when it is over longest_text; text is empty then
    };

    // Takes bytes in. False: too many without a line end; close.
    bool feed(std::string_view bytes);
    // The other side sends no more: what is pending is a line.
    void end();
    // So much time went by without a byte: what is pending may be a line, in a session that has
    // never sent a line end.
    void silence(Millis since_last_byte);
    // How long to wait for silence() to matter; nothing when it never will.
    std::optional<Millis> patience() const;

    bool has_line() const { return !lines_.empty(); }
    std::size_t waiting() const { return lines_.size(); }
    Line take_line();

    // What telnet wants said, if anything; empties it.
    std::string take_replies();
    // Bad bytes were met, for the first time.
    bool take_bad_bytes_note();

  private:
    enum class Telnet { text, command, option, subnegotiation, subnegotiation_command };

    void feed_text(char byte);
    void feed_command(unsigned char byte);
    void feed_option(unsigned char byte);
    void reply(unsigned char verb, unsigned char option);
    void end_line();
    void push(std::string_view bytes);

    std::string pending_;
    std::deque<Line> lines_;
    std::string replies_;
    Telnet telnet_ = Telnet::text;
    unsigned char verb_ = 0;
    std::size_t subnegotiation_ = 0; // bytes of it
    std::string answered_;           // verb and option pairs that were answered already
    bool after_cr_ = false;
    bool line_ends_ = false; // one has been seen: a line session for good
    bool bad_bytes_ = false;
    bool bad_bytes_told_ = false;
};

} // namespace hubbub::daemon
