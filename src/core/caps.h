// SPDX-License-Identifier: MIT
// Capabilities a session may ask for: one row each in caps.cc. A capability admits a part of a
// line, selects an audience, or chooses between two lines. IRCv3 capability-negotiation.
#pragma once

#include "wire/line.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace hubbub::core {

struct Settings;

enum class Cap : std::uint8_t {
    account_notify,
    account_registration,
    account_tag,
    away_notify,
    batch,
    cap_notify,
    chghost,
    chathistory,
    echo_message,
    event_playback,
    extended_join,
    extended_monitor,
    invite_notify,
    labeled_response,
    message_tags,
    multi_prefix,
    multiline,
    no_implicit_names,
    resend,
    sasl,
    server_time,
    setname,
    standard_replies,
    userhost_in_names,
};

class CapSet {
  public:
    constexpr CapSet() = default;
    constexpr CapSet(Cap cap) : bits_(bit(cap)) {}
    void add(Cap cap) { bits_ |= bit(cap); }
    void remove(Cap cap) { bits_ &= ~bit(cap); }
    constexpr bool has(Cap cap) const { return (bits_ & bit(cap)) != 0; }
    constexpr bool has_all(CapSet others) const { return (bits_ & others.bits_) == others.bits_; }
    constexpr bool has_any(CapSet others) const { return (bits_ & others.bits_) != 0; }
    constexpr bool empty() const { return bits_ == 0; }
    friend constexpr bool operator==(CapSet, CapSet) = default;

  private:
    static_assert(static_cast<unsigned>(Cap::userhost_in_names) < 32, "one word a session");
    static constexpr std::uint32_t bit(Cap cap)
    {
        return std::uint32_t{1} << static_cast<unsigned>(cap);
    }
    std::uint32_t bits_ = 0;
};

struct CapRow {
    Cap cap;
    std::string_view name;
    wire::Parts admits;                                       // the parts of a line it lets through
    std::string_view what;                                    // one sentence, for the manual
    std::string (*value)(const Settings& settings) = nullptr; // in CAP LS 302; null: none
    bool (*is_offered)(const Settings& settings) = nullptr;   // null: always
};

std::span<const CapRow> caps();
bool is_offered(const CapRow& row, const Settings& settings);
const CapRow* find_cap(std::string_view name);
wire::Parts parts_of(CapSet caps);

} // namespace hubbub::core
