// SPDX-License-Identifier: MIT
// Who is this? The first bytes of a connection tell, alone: never how they were cut into packets.
// hubbub-protocol(7), "THE ONE DOOR".
#pragma once

#include <string_view>

namespace hubbub::net {

enum class Opening {
    undecided,    // more bytes are needed
    tls,          // a ClientHello
    proxy_header, // PROXY protocol, version 1 or 2
    http,
    ssh,
    irc,
    plain,
    too_long, // no line end where there must be one
    binary,   // of another protocol: no text holds a NUL
};

// start: all bytes so far, from the first. Empty lines tell nothing; who comes after them does.
Opening classify(std::string_view start);

// After a pause without more bytes: a piece of text that can become nothing else is plain.
Opening classify_after_silence(std::string_view start);

} // namespace hubbub::net
