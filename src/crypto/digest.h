// SPDX-License-Identifier: MIT
// Hashes, by OpenSSL: what both ends of SCRAM are made of. RFC 5802 section 2.2.
#pragma once

#include <string>
#include <string_view>

namespace hubbub::crypto {

std::string sha256(std::string_view text);
std::string hmac_sha256(std::string_view key, std::string_view text);
// PBKDF2 with HMAC-SHA-256, one block of it: Hi() of RFC 5802.
std::string stretched(std::string_view password, std::string_view salt, unsigned iterations);

} // namespace hubbub::crypto
