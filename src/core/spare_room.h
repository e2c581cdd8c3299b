// SPDX-License-Identifier: MIT
// The room of the strings of entries that have been dealt with, for entries to come, so that people
// who talk at their pace make the program allocate nothing.
#pragma once

#include "core/entry.h"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace hubbub::core {

class SpareRoom {
  public:
    // Gives a new entry the room of an old one, if there is any.
    void furnish(Entry& fresh);
    // Requires: the entry is not used any more.
    void take_from(Entry& used);

  private:
    static constexpr std::size_t most = 256;
    static constexpr std::size_t most_text = 1024; // bytes; what is longer is let go
    // What most messages have.
    static constexpr std::array fields = {&Entry::source, &Entry::account, &Entry::target,
                                          &Entry::text, &Entry::conversation};
    using Strings = std::array<std::string, fields.size()>;

    std::vector<Strings> spare_;
};

} // namespace hubbub::core
