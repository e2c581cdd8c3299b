// SPDX-License-Identifier: MIT
#include "store/sodium_passwords.h"

#include "base/strings.h"
#include "wire/base64.h"

#include <sodium.h>

#include <array>
#include <memory>
#include <utility>

namespace hubbub::store {

namespace {

using core::Verifiers;

// argon2id as OWASP's Password Storage Cheat Sheet asks for it.
constexpr unsigned long long usual_rounds = 2;
constexpr std::size_t usual_memory = 19U << 20U;

const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

template <std::size_t Size>
std::string text_of(const std::array<unsigned char, Size>& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), Size};
}

std::string hmac(std::string_view key, std::string_view text)
{
    crypto_auth_hmacsha256_state state;
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> out{};
    crypto_auth_hmacsha256_init(&state, bytes_of(key), key.size());
    crypto_auth_hmacsha256_update(&state, bytes_of(text), text.size());
    crypto_auth_hmacsha256_final(&state, out.data());
    return text_of(out);
}

std::string hash(std::string_view text)
{
    std::array<unsigned char, crypto_hash_sha256_BYTES> out{};
    crypto_hash_sha256(out.data(), bytes_of(text), text.size());
    return text_of(out);
}

std::string random_bytes(std::size_t size)
{
    std::string out(size, '\0');
    randombytes_buf(out.data(), out.size());
    return out;
}

// RFC 5802 section 3.
std::string scram_verifier(const std::string& password, unsigned iterations)
{
    const std::string salt = random_bytes(16);
    const std::string salted = salted_password(password, salt, iterations);
    const std::string stored_key = hash(hmac(salted, "Client Key"));
    const std::string server_key = hmac(salted, "Server Key");
    return concat({std::to_string(iterations), ",", wire::to_base64(salt), ",",
                   wire::to_base64(stored_key), ",", wire::to_base64(server_key)});
}

} // namespace

std::string salted_password(std::string_view password, std::string_view salt, unsigned iterations)
{
    std::string last = hmac(password, concat({salt, std::string_view("\0\0\0\1", 4)}));
    std::string out = last;
    for (unsigned i = 1; i < iterations; ++i) {
        last = hmac(password, last);
        for (std::size_t j = 0; j < out.size(); ++j) {
            out[j] = static_cast<char>(out[j] ^ last[j]);
        }
    }
    return out;
}

Result<Verifiers> SodiumPasswords::verifiers_of(const std::string& password,
                                                unsigned scram_iterations, Effort effort)
{
    const bool least = effort == Effort::least;
    std::array<char, crypto_pwhash_STRBYTES> text{};
    const int status = crypto_pwhash_str(text.data(), password.data(), password.size(),
                                         least ? crypto_pwhash_OPSLIMIT_MIN : usual_rounds,
                                         least ? crypto_pwhash_MEMLIMIT_MIN : usual_memory);
    if (status != 0) {
        return Error{"there is not enough memory to hash a password"};
    }
    return Verifiers{text.data(), scram_verifier(password, scram_iterations)};
}

void SodiumPasswords::make(std::string password, unsigned scram_iterations,
                           std::function<void(Result<Verifiers>)> then)
{
    auto made = std::make_shared<Result<Verifiers>>(Error{"not made"});
    work_.run([made, password = std::move(password), scram_iterations,
               effort = effort_] { *made = verifiers_of(password, scram_iterations, effort); },
              [made, then = std::move(then)] { then(std::move(*made)); });
}

void SodiumPasswords::check(std::string hashed, std::string password,
                            std::function<void(bool right)> then)
{
    auto right = std::make_shared<bool>(false);
    work_.run(
        [right, hashed = std::move(hashed), password = std::move(password)] {
            *right =
                crypto_pwhash_str_verify(hashed.c_str(), password.data(), password.size()) == 0;
        },
        [right, then = std::move(then)] { then(*right); });
}

std::string SodiumPasswords::hmac_sha256(std::string_view key, std::string_view text) const
{
    return hmac(key, text);
}

std::string SodiumPasswords::sha256(std::string_view text) const
{
    return hash(text);
}

std::string SodiumPasswords::secret_of(std::string_view text) const
{
    return hmac(key_, text);
}

std::string SodiumPasswords::nonce() const
{
    return wire::to_base64(random_bytes(18));
}

} // namespace hubbub::store
