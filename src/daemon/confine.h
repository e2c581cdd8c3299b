// SPDX-License-Identifier: MIT
// What the server takes from itself once it is started: it needs no other programs, no connections
// of its own, and few files; whoever takes it over shall have no more.
#pragma once

#include "daemon/config.h"

#include <string>
#include <vector>

namespace hubbub::daemon {

// Folders, with all that is below them.
struct Confines {
    std::vector<std::string> readable;
    std::vector<std::string> writable; // and readable
    std::vector<std::string> sockets;  // where unix sockets are made and removed
};

// The state directory, and where the configuration, the message of the day and the certificates
// are: their folders, for a new file may take an old one's place. config_file: empty for none.
Confines confines_of(const Config& config, const std::string& config_file);

// In force for this thread and those it starts from now on, and for good. Says in one line what is
// in force, and what is not and why.
std::string confine(const Confines& confines);

} // namespace hubbub::daemon
