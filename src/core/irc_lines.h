// SPDX-License-Identifier: MIT
// A line as the bytes an IRC client gets: usually one line of at most 512 bytes; a message too long
// for that becomes several, cut between words and never inside a grapheme, under one msgid; a topic
// or a reason that is too long ends early, between graphemes.
#pragma once

#include "wire/line.h"

#include <string>

namespace hubbub::core {

void encode_irc(const wire::Line& line, wire::Parts shown, std::string& out);

} // namespace hubbub::core
