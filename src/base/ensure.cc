// SPDX-License-Identifier: MIT
#include "base/ensure.h"

#include <cstdio>
#include <cstdlib>

namespace hubbub {

void die(const char* what, const char* file, int line) noexcept
{
    std::fprintf(stderr, "hubbub: a bug of ours at %s:%d: %s does not hold\n", file, line, what);
    std::abort();
}

} // namespace hubbub
