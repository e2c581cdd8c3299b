// SPDX-License-Identifier: MIT
#include "core/rank_line.h"

#include "core/outbox.h"

#include <string>

namespace hubbub::core {

void tell_ranks(Stage& stage, const User& user, const Channel& channel, Ranks ranks,
                const Audience& audience)
{
    if (ranks.empty()) {
        return;
    }
    const std::string letters = "+" + letters_of(ranks);
    wire::Line line(stage.settings.name, "MODE", {channel.name, letters});
    for (std::size_t i = 1; i < letters.size(); ++i) {
        line.parameters.push_back(user.nick());
    }
    stage.outbox.to(audience, line);
}

} // namespace hubbub::core
