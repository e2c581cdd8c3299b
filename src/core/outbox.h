// SPDX-License-Identifier: MIT
// Where every line leaves the network. Encodes a line once for each different set of parts among
// its recipients; holds the lines of a labelled answer together.
#pragma once

#include "core/audience.h"
#include "core/transport.h"
#include "wire/line.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::core {

class Outbox {
  public:
    Outbox(const World& world, Transport& transport) : world_(world), transport_(transport) {}

    // To one session. While an answer of that session is being given (Answering, below), the line
    // is part of it.
    void to(Session& session, const wire::Line& line);

    // To one session, and part of no answer.
    void aside(Session& session, const wire::Line& line);

    // To one session, in its own dialect already: text with line ends.
    void text(Session& session, std::string_view text) { transport_.append(session, text); }

    // To everybody in the audience; part of no answer.
    void to(const Audience& audience, const wire::Line& line);
    // How many sessions that has reached so far, added up.
    std::uint64_t deliveries() const { return deliveries_; }

    // The name that BATCH and ACK lines come from.
    void set_server_name(std::string_view name) { server_ = name; }

    // A reference for a BATCH, different from every other in this run.
    std::string new_batch();

    // ---- labelled answers; IRCv3 labeled-response

    // Starts the answer to a command with that label; it stays open until each of its waits is
    // over.
    std::uint32_t open_answer(Session& session, std::string_view label);
    void answer_waits(Session& session, std::uint32_t answer);
    // One wait less; with the last, the answer is completed: nothing said becomes an ACK.
    void answer_settled(Session& session, std::uint32_t answer);
    // Completes the answer being given to the session, if nothing else is to come for it: what is
    // sent aside from now on comes after it.
    void conclude(Session& session);
    // Completes whatever is open: the session ends.
    void finish_answers(Session& session);

  private:
    friend class Answering;

    struct Variant {
        std::uint16_t parts;
        std::string bytes;
        std::string_view kept; // by the transport
    };

    std::string_view encoded(const wire::Line& line, wire::Parts parts);
    void deliver_in_dialect(Session& session, const wire::Line& line);
    void deliver_in_answer(Session& session, Answer& answer, const wire::Line& line);
    void add_to_answer(Session& session, Answer& answer, std::string_view bytes);
    void pass_on(Session& session, std::string_view tag, std::string_view value,
                 std::string_view bytes);
    void complete(Session& session, Answer& answer);
    void open_batch(Session& session, Answer& answer);

    const World& world_;
    Transport& transport_;
    std::string server_;
    std::vector<Variant> variants_; // of the line being sent; strings keep their room
    std::size_t variants_in_use_ = 0;
    std::string scratch_;
    std::uint64_t batches_ = 0;
    std::uint64_t deliveries_ = 0;
    SessionId answering_;
    std::uint32_t answer_ = 0;
};

// While it lives, what is sent to the session belongs to that answer. Answer 0 is no answer.
class Answering {
  public:
    Answering(Outbox& outbox, SessionId session, std::uint32_t answer)
        : outbox_(outbox), session_before_(outbox.answering_), answer_before_(outbox.answer_)
    {
        outbox_.answering_ = session;
        outbox_.answer_ = answer;
    }
    ~Answering()
    {
        outbox_.answering_ = session_before_;
        outbox_.answer_ = answer_before_;
    }
    Answering(const Answering&) = delete;
    Answering& operator=(const Answering&) = delete;

  private:
    Outbox& outbox_;
    SessionId session_before_;
    std::uint32_t answer_before_;
};

} // namespace hubbub::core
