// SPDX-License-Identifier: MIT
#include "core/whowas.h"

#include <utility>

namespace hubbub::core {

void Whowas::remember(Departed one, std::size_t most)
{
    departed_.push_front(std::move(one));
    while (departed_.size() > most) {
        departed_.pop_back();
    }
}

std::vector<const Departed*> Whowas::find(const wire::Folded& nick) const
{
    std::vector<const Departed*> found;
    for (const Departed& one : departed_) {
        if (one.folded == nick) {
            found.push_back(&one);
        }
    }
    return found;
}

} // namespace hubbub::core
