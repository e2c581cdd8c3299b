// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace hubbub::net {

// Who has a connection. Called from the loop; the connection must not be destroyed from within, but
// in a later part of the turn.
class StreamHandler {
  public:
    virtual ~StreamHandler() = default;
    virtual void on_connected() noexcept {} // the TLS handshake is over
    virtual void on_readable() noexcept = 0;
    virtual void on_drained() noexcept {} // what waited for the loop is written
    virtual void on_eof() noexcept = 0;   // the other side sends no more; writing still works
    virtual void on_error(std::string_view why) noexcept = 0; // it is over
};

} // namespace hubbub::net
