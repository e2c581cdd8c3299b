// SPDX-License-Identifier: MIT
// One's own lines that the server has not yet said to have, as text that is only ever appended to:
// a record a line, its fields between tabs.
//
//   CHECKSUM + LABEL ID MILLISECONDS-SINCE-1970 sent|unsent TARGET BODY     waits, or has changed
//   CHECKSUM - LABEL                                                       waits no longer
#pragma once

#include "tui/net/outgoing.h"

#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tui::net {

// With their line feeds. A line that is with the server may have arrived: it counts as sent.
std::string record_of(const OutgoingLine& line);
std::string record_of_end(std::string_view label);

struct UnsentLines {
    std::vector<OutgoingLine> lines; // held, in the order they were said
    bool damaged =
        false; // there is more, which cannot be read; any of the lines may have been sent
};
UnsentLines read_unsent(std::string_view records);

} // namespace hubbub::tui::net
