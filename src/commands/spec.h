// SPDX-License-Identifier: MIT
// What dispatch, HELP and the manual know of a command: one row in the table of its family's file.
#pragma once

#include "core/privileges.h"
#include "core/settings.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace hubbub::commands {

class Context;

struct CommandSpec {
    enum class Who : std::uint8_t {
        anyone,     // before registration too
        registered, // the rest are told 451
    };
    enum class Waits : std::uint8_t {
        for_all,    // until everything this session proposed before is decided
        not_speech, // may follow other speech that is still on its way
    };

    std::string_view name;
    void (*run)(Context& context);
    std::size_t parameters; // at least so many, or 461
    Who who;
    Waits waits;
    double cost; // of the flood bucket; 1 is an ordinary command
    std::string_view usage;
    std::string_view help;
    // Of an operator of the server; those who have it not are told 481 or 723, and each use is
    // logged.
    core::Privilege needs = core::Privilege::none;
    // What its targets are counted as, besides.
    std::optional<core::Counted> counted = std::nullopt;
};

} // namespace hubbub::commands
