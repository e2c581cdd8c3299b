// SPDX-License-Identifier: MIT
// Every numeric we speak or understand: one row each in numerics.cc. Modern IRC, "Numerics".
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace hubbub::wire {

// The name is the specification's, in lower case: Numeric::err_nosuchnick is 401 ERR_NOSUCHNICK.
enum class Numeric : std::uint16_t {
    rpl_welcome = 1,
};

struct NumericRow {
    Numeric numeric;
    std::string_view code; // "401"
    std::string_view name; // "ERR_NOSUCHNICK"
    std::string_view text; // the fixed last parameter; empty where it depends on the answer
};

std::span<const NumericRow> numerics();
const NumericRow& row_of(Numeric numeric);

} // namespace hubbub::wire
