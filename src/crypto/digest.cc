// SPDX-License-Identifier: MIT
#include "crypto/digest.h"

#include "base/ensure.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

namespace hubbub::crypto {

namespace {

constexpr std::size_t digest_size = 32;
using Digest = std::array<unsigned char, digest_size>;

std::string text_of(const Digest& digest)
{
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

} // namespace

std::string sha256(std::string_view text)
{
    Digest digest{};
    HUBBUB_ENSURE(
        EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(), nullptr) == 1);
    return text_of(digest);
}

std::string hmac_sha256(std::string_view key, std::string_view text)
{
    Digest digest{};
    HUBBUB_ENSURE(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(text),
                       text.size(), digest.data(), nullptr) != nullptr);
    return text_of(digest);
}

std::string stretched(std::string_view password, std::string_view salt, unsigned iterations)
{
    Digest digest{};
    HUBBUB_ENSURE(PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()),
                                    bytes_of(salt), static_cast<int>(salt.size()),
                                    static_cast<int>(iterations), EVP_sha256(),
                                    static_cast<int>(digest.size()), digest.data()) == 1);
    return text_of(digest);
}

} // namespace hubbub::crypto
