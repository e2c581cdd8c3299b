// SPDX-License-Identifier: MIT
// What each form of a history query means, in terms any journal can walk: from where, which way,
// how many.
#pragma once

#include "core/history.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace hubbub::store {

// One walk through a conversation, from a place outwards; neither place is part of it unless said.
struct Walk {
    enum class Way { older, newer };
    Way way = Way::older;
    std::optional<core::Place> from; // absent: from the end that the way starts at
    std::optional<core::Place> to;   // stop before it
    bool with_from = false;          // the entry at from belongs to it
    std::size_t limit = 0;
};

// One walk, or for AROUND two. Their pages, each put oldest first and in this order, are the
// answer.
std::vector<Walk> walks_of(const core::HistoryQuery& query);

// A number and a time cannot be compared: a question between the two is asked of numbers alone.
// first_from and last_to give the number of the first entry at the time or after it, and of the
// last one at it or before, or one between that and its neighbour on the other side of the time;
// nothing when there is none.
using NumberAt = std::function<std::optional<std::uint64_t>(WallTime)>;
core::HistoryQuery in_numbers(core::HistoryQuery query, const NumberAt& first_from,
                              const NumberAt& last_to);

// Of the newest messages of all conversations, those that a question for targets asks for.
core::HistoryPage choose_targets(core::HistoryPage newest, const core::HistoryQuery& query);

// One walk's two pages, of messages and of events, as the one page that it asks for. Each is
// oldest first.
core::HistoryPage merge(core::HistoryPage messages, core::HistoryPage events, const Walk& walk);

} // namespace hubbub::store
