// SPDX-License-Identifier: MIT
#include "core/server_bans.h"

#include "base/strings.h"
#include "wire/cidr.h"
#include "wire/mask.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace hubbub::core {

namespace {

std::string key_of(char type, std::string_view mask)
{
    return to_lower(concat({std::string_view(&type, 1), " ", mask}));
}

std::string number_of(WallTime time)
{
    return std::to_string(time.time_since_epoch().count());
}

WallTime time_of(std::string_view number)
{
    return WallTime(WallTime::duration(parse_number<std::int64_t>(number).value_or(0)));
}

bool has_ended(const ServerBan& ban, WallTime now)
{
    return ban.until != WallTime{} && ban.until <= now;
}

} // namespace

bool matches(const ServerBan& ban, const Comer& comer)
{
    if (ban.type == 'D') {
        const auto range = wire::Cidr::parse(ban.mask);
        return range && range->contains(comer.address);
    }
    const std::string person = concat({comer.nick, "!", comer.username, "@"});
    return wire::matches(ban.mask, person + std::string(comer.host)) ||
           wire::matches(ban.mask, person + std::string(comer.address));
}

// type LF mask LF setter LF set at LF until LF reason
Record record_of(const ServerBan& ban)
{
    return {"ban", key_of(ban.type, ban.mask),
            concat({std::string_view(&ban.type, 1), "\n", ban.mask, "\n", ban.set_by, "\n",
                    number_of(ban.set_at), "\n", number_of(ban.until), "\n", ban.reason})};
}

Result<ServerBan> read_ban(const Record& record)
{
    const std::vector<std::string_view> parts = split(record.value, '\n');
    if (parts.size() != 6 || parts[0].size() != 1 || parts[1].empty()) {
        return Error{"it has not six parts"};
    }
    ServerBan ban;
    ban.type = parts[0].front();
    ban.mask = parts[1];
    ban.set_by = parts[2];
    ban.set_at = time_of(parts[3]);
    ban.until = time_of(parts[4]);
    ban.reason = parts[5];
    return ban;
}

void ServerBans::put(ServerBan ban)
{
    remove(key_of(ban.type, ban.mask));
    bans_.push_back(std::move(ban));
}

void ServerBans::remove(std::string_view key)
{
    std::erase_if(bans_, [&](const ServerBan& one) { return key_of(one.type, one.mask) == key; });
}

const ServerBan* ServerBans::find(char type, std::string_view mask) const
{
    const std::string key = key_of(type, mask);
    const auto found = std::find_if(bans_.begin(), bans_.end(), [&](const ServerBan& one) {
        return key_of(one.type, one.mask) == key;
    });
    return found == bans_.end() ? nullptr : &*found;
}

const ServerBan* ServerBans::against(const Comer& comer, WallTime now) const
{
    const auto found = std::find_if(bans_.begin(), bans_.end(), [&](const ServerBan& one) {
        return !has_ended(one, now) && matches(one, comer);
    });
    return found == bans_.end() ? nullptr : &*found;
}

} // namespace hubbub::core
