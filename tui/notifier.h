// SPDX-License-Identifier: MIT
// Runs the person's program when somebody speaks to them. What was said is an argument, never part
// of a command line that a shell would read.
#pragma once

#include "net/loop.h"
#include "net/watch.h"
#include "tui/model/model.h"

#include <sys/types.h>

#include <string>
#include <vector>

namespace hubbub::tui {

class Notifier {
  public:
    explicit Notifier(hubbub::net::Loop& loop);

    // The program with two more arguments, where and what; does not wait for it. While it runs,
    // further calls are not told: one at a time. False: it could not be started.
    bool run(const std::vector<std::string>& command, const model::Call& call);

  private:
    void reap();

    hubbub::net::SignalWatch ended_;
    pid_t running_ = -1;
};

} // namespace hubbub::tui
