// SPDX-License-Identifier: MIT
// Which sessions want to know when a nick comes and goes: an index from the nick to them. Belongs
// to the sessions of this process, not to the network's facts. IRCv3 monitor.
#pragma once

#include "core/session.h"
#include "wire/folded.h"

#include <string_view>
#include <unordered_map>
#include <vector>

namespace hubbub::core {

class Monitors {
  public:
    static bool watches(const Session& session, const wire::Folded& nick);
    // Requires: the session does not watch it.
    void watch(Session& session, std::string_view nick, wire::Folded folded);
    void unwatch(Session& session, const wire::Folded& nick);
    void unwatch_all(Session& session);

    // visit(Session&), for each that watches the nick.
    template <typename Visit>
    void each(const wire::Folded& nick, Visit&& visit) const
    {
        const auto found = watching_.find(nick);
        if (found == watching_.end()) {
            return;
        }
        for (Session* session : found->second) {
            visit(*session);
        }
    }

  private:
    void forget(const Session& session, const wire::Folded& nick);

    std::unordered_map<wire::Folded, std::vector<Session*>> watching_;
};

} // namespace hubbub::core
