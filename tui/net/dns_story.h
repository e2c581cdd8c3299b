// SPDX-License-Identifier: MIT
// How a name became addresses, and an address a connection: the whole of it, as values; and told in
// lines that people read.
#pragma once

#include "tui/net/dns_message.h"
#include "tui/net/race.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace hubbub::tui::net {

// One message to a resolver, and what came of it.
struct DnsExchange {
    hubbub::net::Address resolver;
    bool over_tcp = false;
    std::uint16_t our_port = 0;
    Millis at{};   // since the lookup began
    Millis took{}; // until the answer, or until it was given up
    DnsMessage asked;
    std::optional<DnsMessage> answered;
    std::string failure; // why there is no answer; empty while one may come
};

// The addresses of one family, or why there are none.
struct FamilyFound {
    bool settled = false;
    Addresses addresses;
    std::string why_not;
};

struct LookupStory {
    enum class Source { nobody, name_is_address, hosts_file, reserved_name, resolver };
    std::string name;  // as it was typed
    std::string ascii; // as it is asked for (IDNA); empty: there is no such name
    Source source = Source::nobody;
    std::string hosts_line; // "/etc/hosts, line 3"
    std::vector<DnsExchange> exchanges;
    FamilyFound six;
    FamilyFound four;
    Millis took{}; // until both families were settled

    bool is_settled() const { return six.settled && four.settled; }
    bool has_found() const { return !six.addresses.empty() || !four.addresses.empty(); }
};

// All of it.
std::vector<std::string> tell(const LookupStory& story);
// One line for each attempt; of more than so many, the first ones, how many more there were, and
// the one that won or was the last.
std::vector<std::string> tell(std::span<const Attempt> attempts, std::size_t most);
// The lookup in one line.
std::string tell_briefly(const LookupStory& story);
// Of a lookup that goes on: who has been asked, and has not answered.
std::string tell_waiting(const LookupStory& story);
// Why a lookup found nothing, for people: no full stop.
std::string why_nothing(const LookupStory& story);

} // namespace hubbub::tui::net
