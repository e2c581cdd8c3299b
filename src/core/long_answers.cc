// SPDX-License-Identifier: MIT
#include "core/long_answers.h"

#include "core/network.h"

#include <algorithm>
#include <utility>

namespace hubbub::core {

void LongAnswers::add(SessionId session, std::uint32_t answer, Portion portion)
{
    open_.push_back({session, answer, std::move(portion)});
}

void LongAnswers::give(Open& open, Network& network)
{
    Session* session = network.world().find(open.session);
    if (session == nullptr || !session->is_open()) {
        open.ended = true;
    } else if (network.has_room(*session)) {
        const Answering scope(network.outbox(), open.session, open.answer);
        open.ended = !open.portion(*session);
    }
}

void LongAnswers::go_on(Network& network)
{
    std::vector<Open> given = std::exchange(open_, {}); // the released may ask for more at once
    for (Open& open : given) {
        give(open, network);
    }
    for (Open& open : given) {
        if (open.ended) {
            network.release(open.session, open.answer, [](Session&) {});
        } else {
            open_.push_back(std::move(open));
        }
    }
}

bool LongAnswers::could_go_on(const Network& network) const
{
    return std::any_of(open_.begin(), open_.end(), [&](const Open& open) {
        const Session* session = network.world().find(open.session);
        return session == nullptr || network.has_room(*session);
    });
}

} // namespace hubbub::core
