// SPDX-License-Identifier: MIT
// The client's side of the protocol: a line from the server becomes a change of the model, and what
// a person says becomes lines for the server. The mirror of the server's commands.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "tui/model/model.h"
#include "tui/net/outgoing.h"
#include "tui/net/scram.h"
#include "wire/message.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tui::net {

enum class Sasl { none, plain, external, scram };

struct Identity {
    std::string nick;
    std::string username;
    std::string real_name;
    std::string password;           // for PASS, or for SASL
    std::vector<std::string> rooms; // to enter
    Sasl sasl = Sasl::none;         // logs in to the account of that nick
};

struct Heard; // in heard.h

inline constexpr std::string_view place_token = "hubbub-said-"; // in a PING
inline constexpr std::string_view waiting_hint =
    "not connected: what you say is sent when the connection is back";
inline constexpr std::string_view multiline_cap = "draft/multiline";
inline constexpr std::string_view playback_cap = "draft/event-playback";
inline constexpr std::string_view resend_cap = "hubbub.chat/resend"; // hubbub-protocol(7)

class Irc {
  public:
    using Send = std::function<void(std::string_view line)>;

    Irc(model::Network& network, const Clock& clock, Identity identity, Send send);

    // Told the value of the server's capability sts; true: the connection is given up for another.
    using Sts = std::function<bool(std::string_view value)>;
    void set_sts(Sts sts) { sts_ = std::move(sts); }
    void set_password(std::string password) { identity_.password = std::move(password); }

    // ---- from the connection
    // is_private: nobody on the way can read along (TLS, or this machine).
    void up(bool is_private = false);
    enum class End { broken, wanted };
    void down(std::string_view why, End end = End::broken);
    void line(std::string_view line);
    void tick(); // every minute: asks for the lag; see why_dead()
    // Nothing has been heard for so long that the connection must be given up: the sentence that
    // says so, or nothing.
    std::string_view why_dead() const;
    // The machine has slept for so long: asks whether the server is still there, and waits for the
    // answer no more than a few seconds.
    void woke(Millis slept);
    bool waits_since_woken() const { return woken_ && waits_for_pong_; }

    // ---- from the person
    void say(std::string_view target, std::string_view text);
    void act(std::string_view target, std::string_view text);
    void send(std::string_view line);
    // Asks for what was said before the oldest line here, if there may be any.
    void fetch_older(model::Buffer& buffer);
    // The server has what was said there before.
    bool keeps_history(const model::Buffer& buffer) const
    {
        return buffer.kind == model::Buffer::Kind::room && server_keeps_history_;
    }
    bool has_pending() const; // lines of one's own that the server may still take
    const Outgoing& outgoing() const { return outgoing_; }
    // Lines of an earlier run, before the first connection: they wait as those of this run do after
    // a break, and the rooms they are for are entered.
    void restore(std::vector<OutgoingLine> lines);
    // The answers to Ask::For::resend: lines of which nobody knows whether they arrived.
    void send_unsure_again();
    void forget_unsure();

    // ---- for the handlers in irc_handlers.cc
    model::Model& model() { return model_; }
    model::Network& network() { return network_; }
    bool has(std::string_view cap) const { return caps_.contains(cap); }
    WallTime time_of(const wire::Message& message) const;
    // History has events as well as messages, each under the id that it has when it happens.
    bool plays_events_back() const { return has(playback_cap) && has("batch"); }
    // Tells of it in that buffer, unless history has done so already.
    void happened(model::Buffer& buffer, const wire::Message& message);
    void speech(const wire::Message& message);
    void offered(std::string_view names, bool more);
    void acknowledged(std::string_view names);
    void welcome(std::string_view nick);
    void nick_refused();
    void authenticate(std::string_view challenge);
    void end_of_sasl(std::string_view why_not); // empty: logged in
    void joined(model::Buffer& room);
    void forget_room(const std::string& name) { rooms_.erase(name); }
    void batch(const wire::Message& message);
    void pong(std::string_view token);
    // An error: the line that has its label is lost.
    void refused(const wire::Message& message);
    void history_failed(const wire::Message& message);
    void set_chathistory_limit(std::size_t limit) { page_ = limit; }

  private:
    struct Batch {
        std::string target;
        std::string type;
        std::vector<std::string> lines; // as they came
        std::string label;              // of the answer that it is
        std::string opener;             // the line that opened it
        std::string parent;             // the batch that it is part of
    };
    bool is_echo(std::string_view label, const Heard& heard);
    std::string label_of(const wire::Message& message) const;
    void answered(std::string_view label);
    bool confirms() const;
    void speak(std::string_view target, std::string_view text, model::LineKind kind);
    void speak_piece(model::Buffer& buffer, std::string_view target, std::string_view piece,
                     model::LineKind kind);
    void speak_line(model::Buffer& buffer, std::string_view target, std::string_view text,
                    model::LineKind kind);
    void show_own(model::Buffer& buffer, std::string_view text, model::LineKind kind,
                  const OutgoingLine& out);
    void show_again(const OutgoingLine& line);
    void send_out(OutgoingLine& line);
    bool may_go_by_itself(const OutgoingLine& line) const;
    void fail_shown(const OutgoingLine& line);
    void fail(const OutgoingLine& line);
    void give_up(std::string_view target);
    void release_those_of_no_room();
    void ready(const model::Buffer& buffer);
    void release(const std::function<bool(const OutgoingLine&)>& chosen);
    void ask_about_unsure();
    void ask_whether_there();
    void there_up_to(std::uint64_t place);
    void settle(const OutgoingLine& line);
    bool is_plain_echo(const wire::Message& message, const Heard& heard);
    struct Page {
        std::vector<Heard> heard;
        std::size_t messages = 0; // among them
        std::string first_id;     // of all its lines, shown or not
        std::string last_id;
        bool is_last = false; // nothing is stored beyond it
    };
    void end_history(const Batch& batch);
    Page read_page(const Batch& batch) const;
    void filled_gap(model::Buffer& buffer, const Page& page, bool reached);
    void went_back(model::Buffer& buffer, const Page& page, const model::Fetch& fetch);
    void end_multiline(const Batch& batch);
    void read_multiline_limits();
    bool fits_multiline(std::string_view text) const;
    void send_multiline(const OutgoingLine& line, std::string_view tags);
    std::size_t page_size() const { return std::min(page_, model_.settings.fetch); }
    void ask(model::Buffer& buffer, model::Fetch fetch);
    void fill_gap(model::Buffer& buffer);
    std::string id_of_whole(const model::Buffer& buffer, const model::ChatLine& piece) const;
    bool may_log_in();
    void start_sasl();
    Result<std::string> answer_to(std::string_view challenge);

    model::Network& network_;
    model::Model& model_; // the whole of it
    const Clock& clock_;
    Identity identity_;
    Send send_;
    Sts sts_;
    std::map<std::string, std::string, std::less<>> offered_; // and their values
    std::set<std::string, std::less<>> caps_;
    std::map<std::string, Batch, std::less<>> batches_;
    std::string line_; // the last one of BATCH
    Outgoing outgoing_;
    bool has_unsure_ = false;           // of these
    bool server_keeps_history_ = false; // the one of the last connection
    bool sends_again_ = false;          // the server of the last connection says nothing twice
    std::set<std::string, std::less<>> rooms_; // to be in again after a break
    std::uint64_t last_label_ = 0;
    std::uint64_t last_batch_ = 0;
    std::uint64_t last_place_ = 0; // of the lines that no label tells of
    bool waits_for_place_ = false;
    std::size_t page_ = 100;     // lines of history that the server gives at one time
    std::size_t most_bytes_ = 0; // of a message of several lines; 0: no limit
    std::size_t most_lines_ = 0;
    Instant heard_{};
    Instant asked_{}; // when the last PING went out
    bool waits_for_pong_ = false;
    bool woken_ = false; // and it is not yet known whether the server is still there
    bool is_private_ = false;
    bool in_sasl_ = false;
    std::string challenge_; // as far as it has come
    std::optional<ScramClient> scram_;
};

// Runs the handler of the message's command, if there is one.
void handle(Irc& irc, const wire::Message& message);

} // namespace hubbub::tui::net
