// SPDX-License-Identifier: MIT
// The only text that a plain door or a screen can show.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace hubbub::wire {

// Valid UTF-8 that holds no control, no escape and nothing that changes the direction of what
// comes after it.
class SafeText {
  public:
    SafeText() = default;
    // Bad bytes become U+FFFD, TAB and line separators a space; every other control goes, as do
    // overrides of direction.
    static SafeText from_network(std::string_view text);

    const std::string& text() const { return text_; }
    operator std::string_view() const { return text_; }
    bool empty() const { return text_.empty(); }

  private:
    explicit SafeText(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

} // namespace hubbub::wire
