// SPDX-License-Identifier: MIT
#include "daemon/admission.h"

#include "base/strings.h"

#include <algorithm>

namespace hubbub::daemon {

namespace {

// What is no address, as of a unix socket, stands for itself.
std::string range_of(std::string_view address, std::string_view ipv4, std::string_view ipv6)
{
    constexpr std::string_view mapped = "::ffff:"; // an IPv4 address, on an IPv6 socket
    if (address.starts_with(mapped) && address.find('.') != std::string_view::npos) {
        address.remove_prefix(mapped.size());
    }
    const bool dotted = address.find(':') == std::string_view::npos;
    const auto range = wire::Cidr::parse(concat({address, "/", dotted ? ipv4 : ipv6}));
    return range ? range->key() : std::string(address);
}

std::string customer(const std::string& address)
{
    return range_of(address, "32", "64");
}

std::string network(const std::string& address)
{
    return range_of(address, "24", "48");
}

bool is_full(const std::unordered_map<std::string, std::size_t>& counts, const std::string& key,
             std::size_t most)
{
    const auto found = counts.find(key);
    return most != 0 && found != counts.end() && found->second >= most;
}

void count_down(std::unordered_map<std::string, std::size_t>& counts, const std::string& key)
{
    const auto found = counts.find(key);
    if (found != counts.end() && --found->second == 0) {
        counts.erase(found);
    }
}

} // namespace

std::optional<TurnedAway> Admission::enter(const AdmissionLimits& limits,
                                           const std::string& address, std::size_t registered,
                                           Instant now)
{
    const std::size_t unregistered = all_ - std::min(registered, all_);
    if ((limits.connections != 0 && all_ >= limits.connections) ||
        (limits.unregistered != 0 && unregistered >= limits.unregistered)) {
        return TurnedAway::full;
    }
    const bool exempt =
        std::any_of(limits.exempt.begin(), limits.exempt.end(),
                    [&](const wire::Cidr& range) { return range.contains(address); });
    const std::string who = customer(address);
    const std::string where = network(address);
    if (const auto why = exempt ? std::nullopt : weigh_address(limits, who, where, now)) {
        return why;
    }
    ++all_;
    ++by_address_[who];
    ++by_network_[where];
    return std::nullopt;
}

std::optional<TurnedAway> Admission::weigh_address(const AdmissionLimits& limits,
                                                   const std::string& who, const std::string& where,
                                                   Instant now)
{
    if (is_full(by_address_, who, limits.per_address) ||
        is_full(by_network_, where, limits.per_network)) {
        return TurnedAway::too_many;
    }
    if (limits.per_minute == 0) {
        return std::nullopt;
    }
    if (arrivals_.is_over(who, limits.per_minute, now)) {
        return TurnedAway::too_often;
    }
    arrivals_.count(who, now);
    return std::nullopt;
}

void Admission::leave(const std::string& address)
{
    --all_;
    count_down(by_address_, customer(address));
    count_down(by_network_, network(address));
}

} // namespace hubbub::daemon
