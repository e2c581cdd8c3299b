// SPDX-License-Identifier: MIT
// What others see a person by, "nick!username@host", in no more memory than the text takes: there
// is one for everybody on the network.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

namespace hubbub::core {

// The views stand until the name is replaced.
class FullName {
  public:
    FullName() = default;
    FullName(std::string_view nick, std::string_view username, std::string_view host);

    std::string_view text() const { return {text_.get(), size_}; }
    std::string_view nick() const { return {text_.get(), nick_}; }
    std::string_view username() const { return {text_.get() + nick_ + 1, username_}; }
    std::string_view host() const { return text().substr(nick_ + username_ + 2U); }

  private:
    std::uint16_t size_ = 0;
    std::uint16_t nick_ = 0;
    std::uint16_t username_ = 0;
    std::unique_ptr<char[]> text_;
};

} // namespace hubbub::core
