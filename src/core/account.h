// SPDX-License-Identifier: MIT
// Somebody who can be known again: a name, what is kept of the password, certificates. Each is a
// record on the shelf "account".
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "core/passwords.h"
#include "core/record.h"
#include "wire/folded.h"

#include <string>
#include <string_view>
#include <vector>

namespace hubbub::core {

inline constexpr std::string_view account_shelf = "account";

struct Account {
    std::string name; // as its owner spelled it
    Verifiers verifiers;
    std::vector<std::string> fingerprints; // SHA-256 of certificates, in hex
    WallTime created{};
};

Record record_of(const Account& account, wire::Casemapping mapping);
Result<Account> read_account(const Record& record);

} // namespace hubbub::core
