// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace hubbub {

// A hint to the processor that this will be needed in a moment: where thousands of objects are gone
// through, each far from the last, it fetches some while it works on others. Null: nothing.
template <typename T>
void prefetch(const T* object)
{
    constexpr std::size_t cache_line = 64; // bytes
    if (object == nullptr) {
        return;
    }
    for (std::size_t offset = 0; offset < sizeof(T); offset += cache_line) {
        __builtin_prefetch(reinterpret_cast<const char*>(object) + offset);
    }
}

} // namespace hubbub
