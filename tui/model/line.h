// SPDX-License-Identifier: MIT
// One line of a buffer, as views into the buffer's storage.
#pragma once

#include "base/clock.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hubbub::tui::model {

enum class LineKind : std::uint8_t {
    message,
    action, // /me
    notice,
    event, // somebody changed something
    info,  // from the program or the server
    error,
    coming, // nick joined; text: what for, if it was said
    going,  // nick left; text: why
};

// Of something that happened, not of what somebody says or a program tells.
constexpr bool is_event(LineKind kind)
{
    return kind == LineKind::event || kind == LineKind::coming || kind == LineKind::going;
}

// What somebody says.
constexpr bool is_speech(LineKind kind)
{
    return kind == LineKind::message || kind == LineKind::action || kind == LineKind::notice;
}

enum class LineState : std::uint8_t {
    stored,  // ordinary
    pending, // ours, and the server has not yet said that it has it
    failed,  // ours, and the server never will
    unsure,  // ours, and nobody knows whether the server has it: it can be sent again
};
inline constexpr std::size_t line_states = 4;

// For the server, or for the person to say whether it is to be sent again.
constexpr bool does_wait(LineState state)
{
    return state == LineState::pending || state == LineState::unsure;
}

struct ChatLine {
    LineKind kind = LineKind::info;
    LineState state = LineState::stored;
    bool mine = false;
    bool mention = false;
    WallTime time{};
    std::string_view nick;  // safe to show
    std::string_view text;  // valid UTF-8 with formatting codes and no other control
    std::string_view msgid; // or, while pending, the label
};

} // namespace hubbub::tui::model
