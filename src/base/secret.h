// SPDX-License-Identifier: MIT
// Secrets, without telling anything of them.
#pragma once

#include <cstddef>
#include <string_view>

namespace hubbub {

// In a time that does not tell how much of it is right.
inline bool is_same_secret(std::string_view a, std::string_view b)
{
    unsigned different = a.size() == b.size() ? 0 : 1;
    for (std::size_t i = 0; i < a.size() && !b.empty(); ++i) {
        different |= a[i] == b[i % b.size()] ? 0U : 1U;
    }
    return different == 0;
}

} // namespace hubbub
