// SPDX-License-Identifier: MIT
#pragma once

namespace hubbub::commands {

class Context;

// Proposes the arrival of a session that has said all it must.
void try_to_register(Context& context);

// RPL_ISUPPORT, in as many lines as it takes.
void send_isupport(Context& context);

} // namespace hubbub::commands
