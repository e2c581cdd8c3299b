// SPDX-License-Identifier: MIT
// An entry as a line: the same for those who are there and for those who read it later.
#pragma once

#include "core/entry.h"
#include "core/msgid.h"
#include "wire/line.h"

#include <string_view>

namespace hubbub::core {

// Holds what the line's views point at, besides the entry itself.
class Rendered {
  public:
    // entry must outlive this; epoch is the journal's.
    Rendered(const Entry& entry, std::string_view epoch);
    Rendered(const Rendered&) = delete;
    Rendered& operator=(const Rendered&) = delete;

    const wire::Line& line() const { return line_; }
    wire::Line& line() { return line_; }

  private:
    Msgid msgid_;
    wire::Line line_;
};

// A JOIN for those with extended-join: with account and real name. IRCv3 extended-join.
void extend_join(const Entry& entry, wire::Line& line);

} // namespace hubbub::core
