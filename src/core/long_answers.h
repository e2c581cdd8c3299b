// SPDX-License-Identifier: MIT
// Answers that may be longer than a send queue holds: they are given in portions, as fast as who
// asked reads them, and no turn is long because of one. Modern IRC, "SAFELIST".
#pragma once

#include "core/session.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace hubbub::core {

class Network;

class LongAnswers {
  public:
    // Sends some lines to the session. False: those were the last.
    using Portion = std::function<bool(Session&)>;

    // Requires: the session is held until the last portion.
    void add(SessionId session, std::uint32_t answer, Portion portion);

    // Gives a portion to each who has room for it.
    void go_on(Network& network);
    // Whether somebody has room for another: what was queued may have been written since.
    bool could_go_on(const Network& network) const;

  private:
    struct Open {
        SessionId session;
        std::uint32_t answer;
        Portion portion;
        bool ended = false;
    };
    static void give(Open& open, Network& network);

    std::vector<Open> open_;
};

} // namespace hubbub::core
