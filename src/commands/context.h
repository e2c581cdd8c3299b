// SPDX-License-Identifier: MIT
// All that a handler may touch: who asked, what they asked, and the ways to answer.
#pragma once

#include "core/network.h"
#include "wire/message.h"
#include "wire/numerics.h"

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string_view>

namespace hubbub::commands {

class Context {
  public:
    Context(core::Network& network, core::Session& session, const wire::Message& message,
            std::uint32_t answer)
        : network_(network), session_(session), message_(message), answer_(answer)
    {
    }

    core::Network& network() { return network_; }
    const core::World& world() const { return network_.world(); }
    const core::Settings& settings() const { return network_.settings(); }
    core::Session& session() { return session_; }
    // Requires: the session is registered.
    const core::User& user() const { return *session_.user; }
    const wire::Message& message() const { return message_; }
    std::string_view operator[](std::size_t parameter) const
    {
        return message_.parameters[parameter];
    }
    std::size_t count() const { return message_.parameters.size(); }
    std::uint32_t answer() const { return answer_; }

    // ":server CODE nick params... :text", with the text of the numeric's row, if it has one.
    void reply(wire::Numeric numeric, std::initializer_list<std::string_view> parameters = {});
    void send(const wire::Line& line) { network_.outbox().to(session_, line); }

    // ":server FAIL COMMAND CODE context... :sentence". IRCv3 standard-replies.
    void fail(std::string_view code, std::initializer_list<std::string_view> context,
              std::string_view sentence);

    // Checks, then proposes or refuses. True when it was proposed.
    bool propose(core::Entry&& entry);
    // For a message that may not be said now and that its author may be sending again: if it was
    // said, they get its echo, and else the refusal. Requires: entry.once.
    void recall(core::Entry&& entry);

    // An answer that may be of any length. portion is given a context of its own and sends some of
    // the lines; false: those were the last. It keeps nothing of this context, whose message goes.
    void answer_long(std::function<bool(Context&)> portion);
    bool has_room() const { return network_.has_room(session_); } // else the portion ends

    core::Entry entry(core::Kind kind) const { return network_.entry_by(session_, kind, answer_); }
    void refuse(const core::Entry& entry, const core::Refusal& refusal);
    void refuse(core::Reason reason, std::string_view subject, std::string_view other = {});

  private:
    core::Network& network_;
    core::Session& session_;
    const wire::Message& message_;
    std::uint32_t answer_;
};

} // namespace hubbub::commands
