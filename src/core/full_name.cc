// SPDX-License-Identifier: MIT
#include "core/full_name.h"

#include <algorithm>

namespace hubbub::core {

FullName::FullName(std::string_view nick, std::string_view username, std::string_view host)
    : size_(static_cast<std::uint16_t>(nick.size() + username.size() + host.size() + 2)),
      nick_(static_cast<std::uint16_t>(nick.size())),
      username_(static_cast<std::uint16_t>(username.size())), text_(new char[size_])
{
    char* end = std::copy(nick.begin(), nick.end(), text_.get());
    *end++ = '!';
    end = std::copy(username.begin(), username.end(), end);
    *end++ = '@';
    std::copy(host.begin(), host.end(), end);
}

} // namespace hubbub::core
