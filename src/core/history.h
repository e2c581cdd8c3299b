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
#include <string_view>
#include <variant>
#include <vector>

namespace hubbub::core {

// A place in the order: between entries, or at one of them. An entry "at" the place itself is
// never part of what lies before or after it.
using Place = std::variant<std::uint64_t /* entry number */, WallTime>;

inline constexpr std::uint64_t last_place = INT64_MAX; // after every entry

struct HistoryQuery {
    enum class Form : std::uint8_t {
        latest,  // the newest, and if from is set only those after it
        before,  // the newest before from
        after,   // the oldest after from
        around,  // half before, half from it on
        between, // from towards to, starting at from, both excluded; to may be earlier than from
        targets, // of the rooms and of the account's conversations, each one's newest message, if
                 // its time is between from and to; conversation is filled in
    };
    enum class Events : std::uint8_t { messages_only, everything };

    Form form = Form::latest;
    std::string conversation;
    std::optional<Place> from;
    std::optional<Place> to;
    std::size_t limit = 50;
    Events events = Events::messages_only;
    // Up to which number who asks may know of: for latest, unless from is a time, and for targets.
    std::uint64_t seen = last_place - 1;
    // For targets alone: whose.
    std::vector<std::string> rooms;
    std::string account;
};

// Whether the page ends where it was asked from, and was cut at its start.
bool goes_back(const HistoryQuery& query);

// Always oldest first.
using HistoryPage = std::vector<Entry>;

// Two accounts' conversation: their identities (Network::identity_of), the lesser first, parted by
// a line feed.
inline bool is_direct(std::string_view conversation)
{
    return conversation.find('\n') != std::string_view::npos;
}

} // namespace hubbub::core
