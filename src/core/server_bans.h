// SPDX-License-Identifier: MIT
// Whom the operators keep off the server: K-lines are masks of people, D-lines ranges of addresses.
// Each is a record on the shelf "ban".
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "core/record.h"

#include <string>
#include <string_view>
#include <vector>

namespace hubbub::core {

struct ServerBan {
    char type = 'K';  // or 'D'
    std::string mask; // nick!user@host, or a range
    std::string reason;
    std::string set_by;
    WallTime set_at{};
    WallTime until{}; // zero: for ever
};

// Who comes, or is there: as others see them, and the real address.
struct Comer {
    std::string_view nick;
    std::string_view username;
    std::string_view host;
    std::string_view address;
};

bool matches(const ServerBan& ban, const Comer& comer);

Record record_of(const ServerBan& ban);
Result<ServerBan> read_ban(const Record& record);

class ServerBans {
  public:
    // In place of one with that type and mask.
    void put(ServerBan ban);
    void remove(std::string_view key); // of its record
    const ServerBan* find(char type, std::string_view mask) const;
    // One that keeps the comer off at that time; null: none.
    const ServerBan* against(const Comer& comer, WallTime now) const;
    const std::vector<ServerBan>& all() const { return bans_; }

  private:
    std::vector<ServerBan> bans_;
};

} // namespace hubbub::core
