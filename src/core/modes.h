// SPDX-License-Identifier: MIT
// Channel modes, user modes and ranks: one row each in modes.cc. ISUPPORT, 004, MODE parsing,
// permission and the man page read the rows. Modern IRC, "Channel Modes", "User Modes".
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace hubbub::core {

// What a member may be in a channel, from the highest down. A member may hold several.
enum class Rank : std::uint8_t { none = 0, voice = 1, halfop = 2, op = 4, admin = 8, founder = 16 };

class Ranks {
  public:
    constexpr Ranks() = default;
    constexpr Ranks(Rank rank) : bits_(static_cast<std::uint8_t>(rank)) {}

    void add(Rank rank) { bits_ |= static_cast<std::uint8_t>(rank); }
    void remove(Rank rank) { bits_ &= static_cast<std::uint8_t>(~static_cast<unsigned>(rank)); }
    constexpr bool has(Rank rank) const { return (bits_ & static_cast<std::uint8_t>(rank)) != 0; }
    // Holds rank or a higher one; everybody holds at least none.
    constexpr bool at_least(Rank rank) const { return bits_ >= static_cast<std::uint8_t>(rank); }
    // The highest rank held here is higher than the highest held there.
    constexpr bool above(Ranks other) const
    {
        return std::bit_width(bits_) > std::bit_width(other.bits_);
    }
    // May take ranks from a member who holds theirs, or put them out: operators up to their own
    // height, half-operators only below it.
    constexpr bool may_act_on(Ranks theirs) const
    {
        return at_least(Rank::op) ? !theirs.above(*this) : above(theirs);
    }
    constexpr bool empty() const { return bits_ == 0; }
    friend constexpr bool operator==(Ranks, Ranks) = default;

  private:
    std::uint8_t bits_ = 0;
};

// Letters that are set. A letter is a bit, so a set is one word.
class ModeSet {
  public:
    void set(char letter) { bits_ |= bit(letter); }
    void clear(char letter) { bits_ &= ~bit(letter); }
    constexpr bool has(char letter) const { return (bits_ & bit(letter)) != 0; }
    constexpr bool empty() const { return bits_ == 0; }
    friend constexpr bool operator==(ModeSet, ModeSet) = default;

  private:
    static constexpr std::uint64_t bit(char letter)
    {
        return std::uint64_t{1} << (static_cast<unsigned char>(letter) - 'A');
    }
    std::uint64_t bits_ = 0;
};

// ISUPPORT CHANMODES types, and the ranks of PREFIX.
enum class ModeType : std::uint8_t {
    list,             // A: adds to or removes from a list; without a parameter shows it
    parameter,        // B: always with a parameter
    parameter_to_set, // C: with a parameter only when set
    flag,             // D: never with a parameter
    rank,             // PREFIX: the parameter is a member
};

struct ChannelMode {
    char letter;
    ModeType type;
    Rank needed; // to change it
    Rank rank;   // what it gives; for ModeType::rank only
    char prefix; // '@' for op; for ModeType::rank only
    std::string_view name;
    std::string_view meaning; // one sentence, for HELP and the manual
};

struct UserMode {
    char letter;
    enum class By : std::uint8_t { themselves, server } by;
    std::string_view name;
    std::string_view meaning;
};

std::span<const ChannelMode> channel_modes(); // ranks from the highest down
std::span<const UserMode> user_modes();
const ChannelMode* find_channel_mode(char letter);
const UserMode* find_user_mode(char letter);

// "@+" of all the ranks held, or only the highest.
std::string prefixes(Ranks ranks);
// The letters of the modes that give them, highest first: "qo".
std::string letters_of(Ranks ranks);
std::string highest_prefix(Ranks ranks);
// The rank a STATUSMSG prefix asks for; none for any other character.
Rank rank_of_prefix(char prefix);

// For ISUPPORT and 004.
std::string isupport_prefix();    // "(ov)@+"
std::string isupport_chanmodes(); // "b,k,l,imnst"
std::string letters_of_channel_modes();
std::string letters_with_parameter();
std::string letters_of_user_modes();

} // namespace hubbub::core
