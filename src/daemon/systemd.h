// SPDX-License-Identifier: MIT
// The two things systemd and a service tell each other: sd_notify(3) and sd_listen_fds(3).
#pragma once

#include <string_view>
#include <vector>

namespace hubbub::daemon {

// Does nothing where systemd does not ask for it.
void notify_systemd(std::string_view state);

// Listening sockets that systemd opened for us.
std::vector<int> sockets_from_systemd();

} // namespace hubbub::daemon
