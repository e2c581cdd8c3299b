// SPDX-License-Identifier: MIT
// What a client needs of cryptography beside TLS: SCRAM's functions, RFC 5802 section 2.2.
#pragma once

#include <string>
#include <string_view>

namespace hubbub::net {

std::string sha256(std::string_view text);
std::string hmac_sha256(std::string_view key, std::string_view text);
// PBKDF2 with HMAC-SHA-256, one block of it: Hi() of RFC 5802.
std::string stretched(std::string_view password, std::string_view salt, unsigned iterations);
// In a time that does not tell how much of it is right.
bool is_same_secret(std::string_view a, std::string_view b);

} // namespace hubbub::net
