// SPDX-License-Identifier: MIT
#include "store/sodium_passwords.h"

#include "base/strings.h"
#include "crypto/digest.h"
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
    const std::string salted = crypto::stretched(password, salt, iterations);
    const std::string stored_key = crypto::sha256(crypto::hmac_sha256(salted, "Client Key"));
    const std::string server_key = crypto::hmac_sha256(salted, "Server Key");
    return concat({std::to_string(iterations), ",", wire::to_base64(salt), ",",
                   wire::to_base64(stored_key), ",", wire::to_base64(server_key)});
}

} // namespace

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

void SodiumPasswords::run(std::function<void()> work, std::function<void()> then)
{
    ++*waiting_;
    work_.run(std::move(work), [waiting = waiting_, then = std::move(then)] {
        --*waiting;
        then();
    });
}

void SodiumPasswords::make(std::string password, unsigned scram_iterations,
                           std::function<void(Result<Verifiers>)> then)
{
    auto made = std::make_shared<Result<Verifiers>>(Error{"not made"});
    run([made, password = std::move(password), scram_iterations,
         effort = effort_] { *made = verifiers_of(password, scram_iterations, effort); },
        [made, then = std::move(then)] { then(std::move(*made)); });
}

void SodiumPasswords::check(std::string hashed, std::string password,
                            std::function<void(bool right)> then)
{
    auto right = std::make_shared<bool>(false);
    run(
        [right, hashed = std::move(hashed), password = std::move(password)] {
            *right =
                crypto_pwhash_str_verify(hashed.c_str(), password.data(), password.size()) == 0;
        },
        [right, then = std::move(then)] { then(*right); });
}

std::string SodiumPasswords::hmac_sha256(std::string_view key, std::string_view text) const
{
    return crypto::hmac_sha256(key, text);
}

std::string SodiumPasswords::sha256(std::string_view text) const
{
    return crypto::sha256(text);
}

std::string SodiumPasswords::secret_of(std::string_view text) const
{
    return crypto::hmac_sha256(key_, text);
}

std::string SodiumPasswords::nonce() const
{
    return wire::to_base64(random_bytes(18));
}

} // namespace hubbub::store
