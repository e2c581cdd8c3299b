// SPDX-License-Identifier: MIT
#include "core/spare_room.h"

namespace hubbub::core {

void SpareRoom::furnish(Entry& fresh)
{
    if (spare_.empty()) {
        return;
    }
    Strings& room = spare_.back();
    for (std::size_t i = 0; i < fields.size(); ++i) {
        (fresh.*fields[i]).swap(room[i]);
    }
    spare_.pop_back();
}

void SpareRoom::take_from(Entry& used)
{
    if (spare_.size() == most || used.text.capacity() > most_text) {
        return;
    }
    Strings& room = spare_.emplace_back();
    for (std::size_t i = 0; i < fields.size(); ++i) {
        room[i].swap(used.*fields[i]);
        room[i].clear();
    }
}

} // namespace hubbub::core
