// SPDX-License-Identifier: MIT
// Who held a nick before: the last few people who left it, by leaving the network or by taking
// another. Modern IRC, "WHOWAS message".
#pragma once

#include "base/clock.h"
#include "wire/folded.h"

#include <cstddef>
#include <deque>
#include <string>
#include <vector>

namespace hubbub::core {

struct Departed {
    wire::Folded folded;
    std::string nick;
    std::string username;
    std::string host;
    std::string real_name;
    std::string account; // empty: a guest
    WallTime left{};
};

class Whowas {
  public:
    // Forgets the oldest ones over most; 0: remembers nobody.
    void remember(Departed one, std::size_t most);
    // Those who held the nick, the last first.
    std::vector<const Departed*> find(const wire::Folded& nick) const;

  private:
    std::deque<Departed> departed_; // the last in front
};

} // namespace hubbub::core
