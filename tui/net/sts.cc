// SPDX-License-Identifier: MIT
#include "tui/net/sts.h"

#include "base/strings.h"
#include "tui/net/private_file.h"

#include <algorithm>
#include <fstream>
#include <utility>
#include <vector>

namespace hubbub::tui::net {

namespace {

constexpr std::chrono::seconds longest = std::chrono::hours(24 * 365 * 10);

} // namespace

StsOffer read_sts(std::string_view value)
{
    StsOffer offer;
    for (std::string_view token : split(value, ',')) {
        const std::string_view key = cut(token, '=');
        const auto number = parse_number<std::uint64_t>(token);
        if (key == "port" && number && *number > 0 && *number <= UINT16_MAX) {
            offer.port = static_cast<std::uint16_t>(*number);
        } else if (key == "duration" && number) {
            const auto most = static_cast<std::uint64_t>(longest.count());
            offer.duration = std::chrono::seconds(std::min(*number, most));
        }
    }
    return offer;
}

StsPolicies::StsPolicies(std::string file) : file_(std::move(file))
{
    read();
}

void StsPolicies::read()
{
    std::ifstream in(file_);
    if (in) {
        policies_.clear();
    }
    for (std::string line; std::getline(in, line);) {
        const std::vector<std::string_view> parts = words(line);
        const auto port = parse_number<std::uint16_t>(parts.size() == 3 ? parts[1] : "");
        const auto until = parse_number<std::int64_t>(parts.size() == 3 ? parts[2] : "");
        if (port && until) {
            policies_[std::string(parts[0])] = {*port, WallTime(std::chrono::seconds(*until))};
        }
    }
}

std::optional<std::uint16_t> StsPolicies::port_of(std::string_view host, WallTime now) const
{
    const auto found = policies_.find(to_lower(host));
    const bool holds = found != policies_.end() && found->second.until > now;
    return holds ? std::optional(found->second.port) : std::nullopt;
}

Result<void> StsPolicies::keep(std::string_view host, std::uint16_t port,
                               std::chrono::seconds duration, WallTime now)
{
    read(); // another hubbub may have written meanwhile
    const bool ends = duration == std::chrono::seconds::zero();
    if (ends && policies_.erase(to_lower(host)) == 0) {
        return {};
    }
    if (!ends) {
        policies_[to_lower(host)] = {port, now + duration};
    }
    std::string all;
    for (const auto& [name, policy] : policies_) {
        const auto until =
            std::chrono::duration_cast<std::chrono::seconds>(policy.until.time_since_epoch());
        if (policy.until > now) {
            all += concat(
                {name, " ", std::to_string(policy.port), " ", std::to_string(until.count()), "\n"});
        }
    }
    return file_.empty() ? Result<void>{} : replace_file(file_, all);
}

} // namespace hubbub::tui::net
