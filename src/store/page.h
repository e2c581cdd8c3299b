// SPDX-License-Identifier: MIT
// What each form of a history query means, in terms any journal can walk: from where, which way,
// how many.
#pragma once

#include "core/history.h"

#include <cstddef>
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

// Of the newest messages of all conversations, those that a question for targets asks for.
core::HistoryPage choose_targets(core::HistoryPage newest, const core::HistoryQuery& query);

// One walk's two pages, of messages and of events, as the one page that it asks for. Each is
// oldest first.
core::HistoryPage merge(core::HistoryPage messages, core::HistoryPage events, const Walk& walk);

} // namespace hubbub::store
