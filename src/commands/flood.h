// SPDX-License-Identifier: MIT
// How fast a session may send: buckets of tokens that time refills. Who is too fast waits, and
// loses nothing. ISUPPORT SAFERATE.
#pragma once

#include "commands/spec.h"
#include "core/session.h"
#include "wire/message.h"

#include <cstddef>
#include <optional>

namespace hubbub::commands {

// Pays for the line from the bucket of all commands and, where its row names one, from a bucket of
// its own: a token for each target. Nothing when it is paid for, otherwise when it can be. spec:
// null for what is no command; cost: of the first bucket.
struct FloodDelay {
    Instant until;
    std::size_t bucket; // which is empty, as in core::bucket_names
};
std::optional<FloodDelay> flood_delay(core::Session& session, const CommandSpec* spec,
                                      const wire::Message& message, const core::Throttle& throttle,
                                      double cost, Instant now);

} // namespace hubbub::commands
