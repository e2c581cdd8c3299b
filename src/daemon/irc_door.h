// SPDX-License-Identifier: MIT
// The IRC door: lines in, handed to dispatch. Lines out are the core's own.
#pragma once

#include "commands/dispatch.h"
#include "daemon/door.h"
#include "wire/splitter.h"

namespace hubbub::daemon {

class IrcDoor final : public Door {
  public:
    // session: open; its caller keeps it and this in step.
    IrcDoor(commands::Dispatch& dispatch, core::SessionId session);

    Progress read(std::string_view bytes, Instant now) override;
    bool end() override;

  private:
    // False: the line must be handed in again.
    bool handle(core::Session& session, std::string_view line, Progress& progress);
    bool refuse(core::Session& session, std::string_view line, Progress& progress);
    static bool note(const commands::Handled& handled, Progress& progress);

    core::Network& network() { return dispatch_.network(); }

    commands::Dispatch& dispatch_;
    core::SessionId session_;
    wire::Splitter splitter_;
};

} // namespace hubbub::daemon
