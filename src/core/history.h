// SPDX-License-Identifier: MIT
// What may be asked of stored history. The same questions go to every Journal.
// IRCv3 draft/chathistory.
#pragma once

#include "base/clock.h"
#include "core/entry.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace hubbub::core {

// A place in the order: between entries, or at one of them. An entry "at" the place itself is
// never part of what lies before or after it.
using Place = std::variant<std::uint64_t /* entry number */, WallTime>;

struct HistoryQuery {
    enum class Form : std::uint8_t {
        latest,  // the newest, and if from is set only those after it
        before,  // the newest before from
        after,   // the oldest after from
        around,  // half before, half from it on
        between, // from towards to, starting at from, both excluded; to may be earlier than from
    };
    enum class Events : std::uint8_t { messages_only, everything };

    Form form = Form::latest;
    std::string conversation;
    std::optional<Place> from;
    std::optional<Place> to;
    std::size_t limit = 50;
    Events events = Events::messages_only;
};

// Always oldest first.
using HistoryPage = std::vector<Entry>;

} // namespace hubbub::core
