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
    IrcDoor(core::Network& network, commands::Dispatch& dispatch, core::SessionId session);

    Progress read(std::string_view bytes, Instant now) override;
    void end() override;

  private:
    bool handle(core::Session& session, std::string_view line, Progress& progress);
    void complain_of_length(core::Session& session);

    core::Network& network_;
    commands::Dispatch& dispatch_;
    core::SessionId session_;
    wire::Splitter splitter_;
};

} // namespace hubbub::daemon
