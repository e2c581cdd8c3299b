// SPDX-License-Identifier: MIT
#include "base/memory.h"

#include <cstdlib>
#include <new>
#include <string_view>
#include <unistd.h>

namespace hubbub {

namespace {

[[noreturn]] void end() noexcept
{
    constexpr std::string_view last_words =
        "out of memory: the program ends here; what was acknowledged is stored\n";
    static_cast<void>(!write(STDERR_FILENO, last_words.data(), last_words.size()));
    std::abort();
}

} // namespace

void end_without_memory()
{
    std::set_new_handler(end);
}

void* malloc_or_end(std::size_t size) noexcept
{
    void* memory = std::malloc(size);
    if (memory == nullptr && size != 0) {
        end();
    }
    return memory;
}

void* realloc_or_end(void* old, std::size_t size) noexcept
{
    void* memory = std::realloc(old, size);
    if (memory == nullptr && size != 0) {
        end();
    }
    return memory;
}

} // namespace hubbub
