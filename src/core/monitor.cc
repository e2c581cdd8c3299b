// SPDX-License-Identifier: MIT
#include "core/monitor.h"

#include <algorithm>
#include <utility>

namespace hubbub::core {

bool Monitors::watches(const Session& session, const wire::Folded& nick)
{
    return std::any_of(session.rare->watched.begin(), session.rare->watched.end(),
                       [&](const Watched& one) { return one.folded == nick; });
}

void Monitors::watch(Session& session, std::string_view nick, wire::Folded folded)
{
    watching_[folded].push_back(&session);
    session.rare.change().watched.push_back({std::string(nick), std::move(folded)});
}

void Monitors::unwatch(Session& session, const wire::Folded& nick)
{
    if (std::erase_if(session.rare.change().watched,
                      [&](const Watched& one) { return one.folded == nick; }) != 0) {
        forget(session, nick);
    }
}

void Monitors::unwatch_all(Session& session)
{
    if (Rarities* rare = session.rare.get()) {
        for (const Watched& one : std::exchange(rare->watched, {})) {
            forget(session, one.folded);
        }
    }
}

void Monitors::forget(const Session& session, const wire::Folded& nick)
{
    const auto found = watching_.find(nick);
    std::erase(found->second, &session);
    if (found->second.empty()) {
        watching_.erase(found);
    }
}

} // namespace hubbub::core
