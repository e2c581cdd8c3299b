// SPDX-License-Identifier: MIT
// The second wall behind daemon/confine.h: once the server serves, it makes few system calls, and
// whoever takes it over can make no others.
#pragma once

#include <string>

namespace hubbub::daemon {

// In force for all threads of the process, and for good: a call that the server does not need fails
// with EPERM and is told on stderr, each once. Nothing can be executed after this, no thread or
// process started, nobody connected to; sockets are TCP's and unix ones. To be called when all
// threads run and everything is open. Says in one line what is in force, or why it is not.
std::string filter_system_calls();

} // namespace hubbub::daemon
