// SPDX-License-Identifier: MIT
// What others see in place of an address: a hash that only who knows the secret can make, the same
// for one address for ever. "HOST.NEAR.FAR.ip": addresses of one network share the parts at
// the end of the name, so that a ban can name a network ("*.FAR.ip").
#pragma once

#include "base/result.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace hubbub::store {

class Cloak {
  public:
    using Secret = std::array<unsigned char, 32>;
    explicit Cloak(const Secret& secret) : secret_(secret) {}

    // address: as text. IPv4 "a.b.c.d": the whole, a.b.c and a.b are hashed. IPv6: the whole, its
    // /64 and its /48. Anything else ("unix") is "local".
    std::string cloak(std::string_view address) const;

  private:
    std::string hash(std::string_view text) const;
    Secret secret_;
};

// 32 random bytes kept in the file, which its owner alone may read; made when there is none.
Result<Cloak::Secret> load_or_make_secret(const std::string& path);
Cloak::Secret random_secret();

// Once, before anything else of this room that is random or hashed.
Result<void> start_crypto();

} // namespace hubbub::store
