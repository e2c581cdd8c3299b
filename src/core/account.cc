// SPDX-License-Identifier: MIT
#include "core/account.h"

#include "base/strings.h"

#include <algorithm>
#include <cstdint>

namespace hubbub::core {

// name LF created LF hash LF scram LF fingerprint,fingerprint...
Record record_of(const Account& account, wire::Casemapping mapping)
{
    return {std::string(account_shelf), wire::fold(account.name, mapping).text(),
            concat({account.name, "\n", std::to_string(account.created.time_since_epoch().count()),
                    "\n", account.verifiers.hash, "\n", account.verifiers.scram, "\n",
                    join(account.fingerprints, ",")})};
}

Result<Account> read_account(const Record& record)
{
    const std::vector<std::string_view> parts = split(record.value, '\n');
    if (parts.size() != 5 || parts[0].empty()) {
        return Error{"it has not five parts"};
    }
    Account account;
    account.name = parts[0];
    account.created = WallTime(Millis(parse_number<std::int64_t>(parts[1]).value_or(0)));
    account.verifiers = {std::string(parts[2]), std::string(parts[3])};
    if (!parts[4].empty()) {
        for (const std::string_view one : split(parts[4], ',')) {
            account.fingerprints.emplace_back(one);
        }
    }
    return account;
}

} // namespace hubbub::core
