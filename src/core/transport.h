// SPDX-License-Identifier: MIT
// The port through which the network reaches its sessions' links. The daemon's links implement it,
// and in tests a recording.
#pragma once

#include "core/session.h"

#include <span>
#include <string_view>

namespace hubbub::core {

// What is to be appended for one of many.
struct Delivery {
    Session* session;
    std::string_view kept; // see Transport::keep()
};

class Transport {
  public:
    virtual ~Transport() = default;

    // Queues bytes for the session; nothing is written before the turn ends. May doom the session
    // (a queue over its limit), never ends it.
    virtual void append(Session& session, std::string_view bytes) = 0;

    // For what goes to many: a copy of the bytes that stands until the turn ends, and the same as
    // append() with such copies, made no more, for some at a time.
    virtual std::string_view keep(std::string_view bytes) { return bytes; }
    virtual void append_kept(std::span<const Delivery> deliveries)
    {
        for (const Delivery& one : deliveries) {
            append(*one.session, one.kept);
        }
    }
    static constexpr std::size_t most_at_a_time = 16;

    // Whether so little is queued for the session that a portion of a long answer may follow.
    virtual bool has_room(const Session& session) const = 0;

    // What the session had proposed is decided: its next line may be handled.
    virtual void ready(SessionId session) = 0;

    // The session ends, as soon as this returns: send what is queued, then close.
    virtual void ended(Session& session) = 0;
};

} // namespace hubbub::core
