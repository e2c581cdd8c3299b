// SPDX-License-Identifier: MIT
#pragma once

namespace hubbub::tests {

// For what takes a thing away from its caller, who wants to keep it.
template <typename T>
T copy_of(const T& thing)
{
    return thing;
}

} // namespace hubbub::tests
