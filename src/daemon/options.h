// SPDX-License-Identifier: MIT
// The keys of hubbubd.toml: one row each. Reading the file, its errors, hubbubd.toml(5) and the
// example file all follow the rows.
#pragma once

#include "base/clock.h"
#include "daemon/config.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace hubbub::daemon {

using Value = std::variant<std::string, bool, std::int64_t, Millis, std::vector<std::string>>;

enum class Type : std::uint8_t { text, boolean, number, duration, list };

struct OptionRow {
    std::string_view key; // "limits.nick"; in "listen." and "oper." of one entry of the array
    Type type;
    std::string_view default_text; // as it would stand in the file
    std::string_view meaning;      // one sentence
    // Puts the value in its place, or says what is wrong with it. Null: a key of a later version,
    // accepted and without effect.
    std::string (*set)(Config& config, const Value& value);
};

std::span<const OptionRow> options();
const OptionRow* find_option(std::string_view key);

// "90s", "10m", "12h", "7d", "250ms", "0"; false for anything else.
bool parse_duration(std::string_view text, Millis& out);

} // namespace hubbub::daemon
