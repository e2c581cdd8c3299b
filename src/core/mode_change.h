// SPDX-License-Identifier: MIT
// Mode changes as an entry carries them: "+ov-l alice bob". Which letters take a parameter is read
// from the rows of modes.cc.
#pragma once

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

} // namespace hubbub::core
