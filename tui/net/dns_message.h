// SPDX-License-Identifier: MIT
// A DNS message as it stood on the wire (RFC 1035, RFC 6891), read in order to tell of it. Whatever
// the bytes are, reading stays within them and ends.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tui::net {

inline constexpr std::uint16_t dns_a = 1;
inline constexpr std::uint16_t dns_cname = 5;
inline constexpr std::uint16_t dns_aaaa = 28;

struct DnsQuestion {
    std::string name; // "chat.example"; what is not printable stands as \DDD
    std::uint16_t type = 0;
    std::uint16_t in_class = 0;
};

struct DnsRecord {
    std::string name;
    std::uint16_t type = 0;
    std::uint16_t in_class = 0;
    std::uint32_t ttl = 0;
    std::string value; // of A and AAAA the address, of CNAME the name; of others nothing
};

struct DnsOpt {
    std::uint16_t udp_size = 0; // the largest message its sender takes over UDP
    std::uint8_t version = 0;
    bool dnssec_ok = false;
};

struct DnsMessage {
    std::uint16_t id = 0;
    bool is_answer = false;                // QR
    bool authoritative = false;            // AA
    bool truncated = false;                // TC
    bool recursion_desired = false;        // RD
    bool recursion_available = false;      // RA
    std::uint16_t result = 0;              // RCODE, with what OPT adds to it
    std::array<std::uint16_t, 4> counts{}; // as it says: questions, answers, authority, additional
    std::vector<DnsQuestion> questions;
    std::vector<DnsRecord> answers; // the first few hundred
    std::optional<DnsOpt> opt;
    bool whole = false; // all that the counts promise could be read
};

// Nothing, where the bytes are no whole header. What comes after the first mistake is left out.
std::optional<DnsMessage> read_dns_message(std::string_view bytes);

// "AAAA", "IN", "NXDOMAIN"; TYPE65, CLASS3, RCODE17 where there is no name (RFC 3597).
std::string dns_type_name(std::uint16_t type);
std::string dns_class_name(std::uint16_t in_class);
std::string dns_result_name(std::uint16_t result);

} // namespace hubbub::tui::net
