// SPDX-License-Identifier: MIT
// Base64 with padding. RFC 4648 section 4.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hubbub::wire {

std::string to_base64(std::string_view bytes);
// Nothing when it is not exactly what to_base64 would give for some bytes.
std::optional<std::string> from_base64(std::string_view text);

} // namespace hubbub::wire
