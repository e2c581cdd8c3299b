// SPDX-License-Identifier: MIT
// Messages of several lines, as clients send them: BATCH +ref, lines with @batch=ref, BATCH -ref.
// IRCv3 client-initiated batches, draft/multiline.
#pragma once

#include "commands/context.h"

namespace hubbub::commands {

// Whether the line is marked as one of the batch that the session has open.
bool is_batched(const core::Session& session, const wire::Message& message);

// Requires: the session is registered. True: the line was one of a batch, or claimed to be, and
// nothing else is to be done about it.
bool take_into_batch(Context& context);

// A line of the open batch was refused for its length: the message would lack it, so it is not
// said.
void lose_line_of_batch(Context& context);

// Ends a batch that was left open for too long.
void time_out_batch(core::Network& network, core::Session& session);

} // namespace hubbub::commands
