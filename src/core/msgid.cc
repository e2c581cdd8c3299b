// SPDX-License-Identifier: MIT
#include "core/msgid.h"

#include <algorithm>

namespace hubbub::core {

namespace {

// Crockford's alphabet in lower case: in ASCII order, and no i, l, o, u to misread.
constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t digits = 13; // 65 bits, five each

} // namespace

std::string msgid(std::string_view epoch, std::uint64_t number)
{
    std::string id(epoch);
    id.resize(epoch.size() + digits, '0');
    for (std::size_t place = id.size(); number != 0; number >>= 5U) {
        id[--place] = alphabet[number & 31U];
    }
    return id;
}

std::optional<std::uint64_t> number_of(std::string_view epoch, std::string_view msgid)
{
    if (msgid.size() != epoch.size() + digits || !msgid.starts_with(epoch)) {
        return std::nullopt;
    }
    std::uint64_t number = 0;
    for (const char c : msgid.substr(epoch.size())) {
        const std::size_t digit = alphabet.find(c);
        if (digit == std::string_view::npos || number >> 59U != 0) {
            return std::nullopt;
        }
        number = (number << 5U) | digit;
    }
    return number;
}

} // namespace hubbub::core
