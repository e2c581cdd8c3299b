// SPDX-License-Identifier: MIT
#include "core/monitor.h"

#include <algorithm>
#include <utility>

namespace hubbub::core {

bool Monitors::watches(const Session& session, const wire::Folded& nick)
{
    return std::any_of(session.watched.begin(), session.watched.end(),
                       [&](const Watched& one) { return one.folded == nick; });
}

void Monitors::watch(Session& session, std::string_view nick, wire::Folded folded)
{
    watching_[folded].push_back(&session);
    session.watched.push_back({std::string(nick), std::move(folded)});
}

void Monitors::unwatch(Session& session, const wire::Folded& nick)
{
    const std::size_t gone =
        std::erase_if(session.watched, [&](const Watched& one) { return one.folded == nick; });
    if (gone != 0) {
        forget(session, nick);
    }
}

void Monitors::unwatch_all(Session& session)
{
    for (const Watched& one : std::exchange(session.watched, {})) {
        forget(session, one.folded);
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
