// SPDX-License-Identifier: MIT
// core's passwords: argon2id by libsodium and SCRAM's verifiers, hashed by a worker.
#pragma once

#include "base/slow_work.h"
#include "core/passwords.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace hubbub::store {

class SodiumPasswords final : public core::Passwords {
  public:
    // How much work a hash is. Tests take the least there can be.
    enum class Effort { usual, least };

    // work outlives this, and runs what follows on the loop. key: of secret_of(); any size.
    SodiumPasswords(SlowWork& work, std::string key, Effort effort = Effort::usual)
        : work_(work), effort_(effort), key_(std::move(key))
    {
    }

    std::size_t waiting() const override { return *waiting_; }
    void make(std::string password, unsigned scram_iterations,
              std::function<void(Result<core::Verifiers>)> then) override;
    void check(std::string hash, std::string password,
               std::function<void(bool right)> then) override;
    std::string hmac_sha256(std::string_view key, std::string_view text) const override;
    std::string sha256(std::string_view text) const override;
    std::string secret_of(std::string_view text) const override;
    std::string nonce() const override;

    // What make() does, at once.
    static Result<core::Verifiers> verifiers_of(const std::string& password,
                                                unsigned scram_iterations, Effort effort);

  private:
    void run(std::function<void()> work, std::function<void()> then);

    SlowWork& work_;
    Effort effort_;
    std::string key_;
    std::shared_ptr<std::size_t> waiting_ = std::make_shared<std::size_t>(0); // on the loop
};

} // namespace hubbub::store
