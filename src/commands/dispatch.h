// SPDX-License-Identifier: MIT
// From a parsed line to its handler, and from a committed entry to the rest of its answer. What
// every command has in common is done here, once: the label, the order, the flood bucket,
// registration, parameters, UTF-8.
#pragma once

#include "core/network.h"
#include "wire/message.h"

#include <optional>
#include <string_view>

namespace hubbub::commands {

struct CommandSpec;

// What became of a line.
struct Handled {
    enum class Outcome {
        done,
        waits, // for what the session has proposed: hand it in again after Transport::ready
        later, // the session is too fast: hand it in again at that time
    };
    Outcome outcome = Outcome::done;
    Instant again{};
};

class Dispatch final : public core::Followup {
  public:
    explicit Dispatch(core::Network& network);
    core::Network& network() { return network_; }

    // Requires: the session is open.
    Handled handle(core::Session& session, const wire::Message& message);

    void applied(core::Network& network, core::Session& session, const core::Entry& entry) override;
    void refused(core::Network& network, core::Session& session, const core::Entry& entry,
                 const core::Refusal& refusal) override;
    void ticked(core::Network& network, core::Session& session) override;

    // A line of which no more is known than that it is too long: answered 417, and in its turn.
    Handled refuse_length(core::Session& session, std::string_view line);

  private:
    // Not done: the line must be handed in again.
    Handled admit(core::Session& session, const CommandSpec* spec, const wire::Message& message,
                  double cost);

    core::Network& network_;
};

} // namespace hubbub::commands
