// SPDX-License-Identifier: MIT
// For what only a mistake of ours can break: always checked, in every build, and it dies loudly
// rather than go on with corrupt state. Hostile input must never be able to reach it.
#pragma once

namespace hubbub {

[[noreturn]] void die(const char* what, const char* file, int line) noexcept;

} // namespace hubbub

#define HUBBUB_ENSURE(condition)                                                                   \
    ((condition) ? static_cast<void>(0) : ::hubbub::die(#condition, __FILE__, __LINE__))
