// SPDX-License-Identifier: MIT
// Memory that cannot be had ends the program: half of a change to the world, or of a line to a
// client, would be worse. What was acknowledged is stored by then.
#pragma once

#include <cstddef>

namespace hubbub {

// From here on operator new does so, instead of throwing.
void end_without_memory();

// For C libraries that would go on without: malloc and realloc that do so.
void* malloc_or_end(std::size_t size) noexcept;
void* realloc_or_end(void* old, std::size_t size) noexcept;

} // namespace hubbub
