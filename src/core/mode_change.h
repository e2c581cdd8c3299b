// SPDX-License-Identifier: MIT
// Mode changes as an entry carries them: "+ov-l alice bob". Which letters take a parameter is read
// from the rows of modes.cc.
#pragma once

#include "core/refusal.h"
#include "core/world.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::core {

struct ModeChange {
    bool adding = true;
    char letter = 0;
    std::string parameter; // empty: none
};

// Requires: text was made by write_mode_changes().
std::vector<ModeChange> read_mode_changes(std::string_view text);
std::string write_mode_changes(const std::vector<ModeChange>& changes);

// What may refuse that the user changes the channel's modes so: their rank, or that of the member
// whom it is about. In an entry's flags, mode_forced lets everything pass: SAMODE.
MayRefuse check_mode_change(const World& world, const Channel& channel, const User& user,
                            const ModeChange& change);
inline constexpr std::uint32_t mode_forced = 1;

// Whether the letter stands with a parameter.
bool takes_parameter(char letter, bool adding);

} // namespace hubbub::core
