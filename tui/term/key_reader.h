// SPDX-License-Identifier: MIT
// The bytes that a terminal sends for what is pressed, as Keys. Every sequence is taken whole,
// known or not, so that none leaves its tail in the input line. Text is UTF-8 whatever the locale
// says; a byte that is not is a character of the locale's own set, or nothing.
//
//   key      = ESC key | CSI parameters final | SS3 final | character     ESC: with Alt
//   CSI      = ESC "["       SS3 = ESC "O"        ECMA-48, 5.4; xterm's ctlseqs, "PC-Style"
//   paste    = ESC "[200~" text ESC "[201~"
#pragma once

#include "base/clock.h"
#include "tui/input/key.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hubbub::tui::term {

// What this kind of terminal sends for some keys.
using KeyTable = std::vector<std::pair<std::string, input::Key>>;

class KeyReader {
  public:
    explicit KeyReader(KeyTable own) : own_(std::move(own)) {}

    void feed(std::string_view bytes, std::vector<input::Key>& keys);

    // The start of a key or of a paste is there, whose rest may come within this time, counted
    // from the last byte. After it: rest_is_lost().
    std::optional<Millis> waits() const;
    void rest_is_lost(std::vector<input::Key>& keys);

  private:
    // Of the bytes at the front: so many are taken, and what they mean. 0: more are needed.
    struct Taken {
        std::size_t size = 0;
        std::optional<input::Key> key = {};
    };
    Taken take(std::string_view bytes) const;
    Taken take_own(std::string_view bytes) const;
    Taken take_escape(std::string_view bytes) const;
    static Taken take_csi(std::string_view bytes);
    bool take_pasted(std::vector<input::Key>& keys);
    void end_paste(std::vector<input::Key>& keys);

    KeyTable own_;
    std::string bytes_; // of something that has not ended
    bool pasting_ = false;
    std::string pasted_;
};

input::Key named_key(input::Key::Name name);
input::Key function_key(int number); // F1 is 1

} // namespace hubbub::tui::term
