// SPDX-License-Identifier: MIT
#pragma once

namespace hubbub::daemon {

// Whether this is built with a sanitizer, which looks into the process at its end, as a debugger
// does, and which cannot live where a server does.
constexpr bool is_sanitized()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
    return true;
#else
    return false;
#endif
#else
    return false;
#endif
}

} // namespace hubbub::daemon
