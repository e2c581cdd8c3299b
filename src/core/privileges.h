// SPDX-License-Identifier: MIT
// What operators of the server may do: one row each in privileges.cc; and who may become one.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::core {

enum class Privilege : std::uint32_t {
    none = 0,
    kill = 1U << 0U,
    ban = 1U << 1U,
    rehash = 1U << 2U,
    wallops = 1U << 3U,
    samode = 1U << 4U,
};

class Privileges {
  public:
    constexpr Privileges() = default;
    constexpr explicit Privileges(std::uint32_t bits) : bits_(bits) {}
    void add(Privilege one) { bits_ |= static_cast<std::uint32_t>(one); }
    constexpr bool has(Privilege one) const
    {
        const auto bit = static_cast<std::uint32_t>(one);
        return (bits_ & bit) == bit;
    }
    constexpr std::uint32_t bits() const { return bits_; }

  private:
    std::uint32_t bits_ = 0;
};

struct PrivilegeRow {
    Privilege privilege;
    std::string_view name;
};

std::span<const PrivilegeRow> privileges();
std::string_view name_of(Privilege privilege);
// "all", or the name of a row; false for anything else.
bool add_privilege(std::string_view name, Privileges& to);

// A [[oper]] of the configuration.
struct OperatorBlock {
    std::string name;
    std::string password; // a hash, or the password itself
    std::string mask;     // of whom it lets in; nick!user@host
    Privileges privileges;
    std::string certificate = {}; // SHA-256 of the one they must show, in hex; empty: any or none
};

} // namespace hubbub::core
