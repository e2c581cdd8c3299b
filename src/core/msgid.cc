// SPDX-License-Identifier: MIT
#include "core/msgid.h"

#include "base/ensure.h"

#include <algorithm>

namespace hubbub::core {

namespace {

// Crockford's alphabet in lower case: in ASCII order, and no i, l, o, u to misread.
constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

} // namespace

Msgid::Msgid(std::string_view epoch, std::uint64_t number)
{
    HUBBUB_ENSURE(epoch.size() == epoch_size);
    text_.fill(alphabet.front());
    std::copy(epoch.begin(), epoch.end(), text_.begin());
    for (std::size_t place = msgid_size; number != 0; number >>= 5U) {
        text_[--place] = alphabet[number & 31U];
    }
}

std::optional<std::uint64_t> number_of(std::string_view epoch, std::string_view msgid)
{
    if (msgid.size() != msgid_size || !msgid.starts_with(epoch)) {
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
