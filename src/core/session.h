// SPDX-License-Identifier: MIT
// One device attached to the network, seen without its socket: what it can show, what it has asked
// and not yet been answered, and whether it must go.
#pragma once

#include "base/clock.h"
#include "base/on_demand.h"
#include "core/caps.h"
#include "core/ids.h"
#include "core/settings.h"
#include "wire/folded.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::wire {
struct Line;
}

namespace hubbub::core {

// How a door other than the IRC one writes lines. Belongs to the link of one session.
class Dialect {
  public:
    virtual ~Dialect() = default;
    // Appends what this session shows for the line: bytes with their line ends, or nothing.
    virtual void encode(const wire::Line& line, std::string& out) = 0;
};

// What a session says before it has a user. Gone once it has one.
struct Registration {
    Instant opened{};
    std::string host;    // shown in place of the address
    std::string account; // that they have logged in to already
    WallTime account_created{};
    std::string nick;
    std::string taken_nick; // the last that was asked for and is somebody else's
    std::string username;
    std::string real_name;
    std::string password;
    bool negotiating = false; // between CAP LS or REQ and CAP END
    bool proposed = false;    // the connect entry is on its way
};

// The answer to one labelled command, held back until it is known whether it is a single line.
// IRCv3 labeled-response.
struct Answer {
    std::uint32_t id = 0;
    std::string label;
    unsigned waits_for = 1; // the handler, and each entry it proposed
    std::string held;       // the first line, while it is the only one
    std::string held_batch; // the reference, when that line opens a batch of its own
    std::string batch;      // the reference of the batch that wraps the answer, once open
    bool passed_on = false; // the first line has gone out with the label
};

// A nick whose coming and going the session wants to hear of.
struct Watched {
    std::string nick; // as it was asked for
    wire::Folded folded;
};

// A message of several lines that a client is still sending. IRCv3 client-initiated batches.
struct ClientBatch {
    std::string reference;
    std::string target;
    std::string tags;    // client-only, of the whole message
    std::string once;    // core/resend.h: its id
    std::string command; // of its lines; empty: none yet
    std::string text;    // core/multiline.h
    std::size_t lines = 0;
    std::size_t bytes = 0;    // of text, soft breaks not counted
    std::uint32_t answer = 0; // open until the batch ends
    bool failed = false;      // what still comes of it is ignored
    Instant opened{};
};

// A login on its way. IRCv3 sasl.
struct SaslExchange {
    std::string mechanism;
    std::string received; // base64, until its last piece has come
    // SCRAM: what was said so far. RFC 5802 section 3.
    std::string account;
    std::string header;
    std::string client_first_bare;
    std::string server_first;
    bool proved = false;
};

// What may still be done, and since when that is so: time refills it.
struct Bucket {
    double tokens = -1; // below zero: not yet filled
    Instant refilled{};
};

// What few sessions have, or few at a time.
struct Rarities {
    std::string certificate; // SHA-256 of the one the client showed, in hex; empty: none
    std::unique_ptr<SaslExchange> sasl;
    std::unique_ptr<ClientBatch> batch;
    std::vector<Answer> answers; // labelled commands not yet answered in full
    std::uint32_t last_answer = 0;
    std::vector<Watched> watched; // changed by Monitors alone
};

// What is still told of a session that goes.
struct Parting {
    std::string why;
    std::string nick; // of its user, once they are parted; for the operator's log
    std::string host; // likewise
};

enum class Lifecycle : std::uint8_t {
    open,
    doomed,  // must go; reap() will tell the others
    leaving, // its quit is on its way
};

// Opened by a door, closed by the Network. There are as many as there are connections, most of them
// idle: what only some need, or only for a while, stands apart.
struct Session {
    SessionId id;
    User* user = nullptr;   // from the commit of its connect entry on
    std::uint64_t link = 0; // the transport's own handle

    // How it came in.
    std::string_view address;   // the real one, never shown to others; stands as long as the link
    Dialect* dialect = nullptr; // null: lines go out as IRC
    std::uint32_t user_flags = 0;
    bool secure = false;
    bool private_path = false; // nobody can listen: TLS, this machine itself
    bool answers_pings = true;

    // What it can show.
    bool cap_302 = false;
    CapSet caps;
    wire::Parts parts; // what the caps admit

    Lifecycle life = Lifecycle::open;
    bool held_up = false; // until the journal has caught up

    // Proposed and not yet decided. The next line waits for changes, and unless both are speech,
    // for speech; so answers come in the order of questions.
    unsigned speech_in_flight = 0;
    unsigned changes_in_flight = 0; // questions to history count here too

    Pace pace; // how fast its commands may come
    Bucket commands;
    OnDemand<std::array<Bucket, counted_kinds>> counted; // by Counted

    Instant heard{};  // when it last sent anything
    Instant asked{};  // when it was last asked whether it is there; zero: not since it was heard
    WallTime spoke{}; // when it last said something; for WHOIS

    std::unique_ptr<Registration> registration;
    OnDemand<Rarities> rare;
    OnDemand<Parting> parting;

    bool is_open() const { return life == Lifecycle::open; }
    bool has(Cap cap) const { return caps.has(cap); }
};

} // namespace hubbub::core
