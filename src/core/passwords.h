// SPDX-License-Identifier: MIT
// The port to cryptography: passwords are hashed and checked off the loop, so that a thousand
// logins delay no chat line. Implementation: store::SodiumPasswords.
#pragma once

#include "base/result.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace hubbub::core {

// What is kept of a password. RFC 5802 section 3 for the second.
struct Verifiers {
    std::string hash;  // argon2id, in the text form "$argon2id$..."
    std::string scram; // "iterations,salt,stored key,server key", the last three in base64
};

class Passwords {
  public:
    virtual ~Passwords() = default;

    // How many have been asked for by the two below and not yet answered: each takes tens of
    // milliseconds, one after the other.
    virtual std::size_t waiting() const = 0;

    // Both answer in a later turn.
    virtual void make(std::string password, unsigned scram_iterations,
                      std::function<void(Result<Verifiers>)> then) = 0;
    virtual void check(std::string hash, std::string password,
                       std::function<void(bool right)> then) = 0;

    // At once; for SCRAM.
    virtual std::string hmac_sha256(std::string_view key, std::string_view text) const = 0;
    virtual std::string sha256(std::string_view text) const = 0;
    // Of one text always the same, on one server, and nobody can tell it.
    virtual std::string secret_of(std::string_view text) const = 0;
    // Random and printable, without a comma.
    virtual std::string nonce() const = 0;
};

} // namespace hubbub::core
