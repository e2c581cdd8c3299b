// SPDX-License-Identifier: MIT
// The client's side of the protocol: a line from the server becomes a change of the model, and what
// a person says becomes lines for the server. The mirror of the server's commands.
#pragma once

#include "base/clock.h"
#include "tui/model/model.h"
#include "wire/message.h"

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tui::net {

enum class Sasl { none, plain, external };

struct Identity {
    std::string nick;
    std::string username;
    std::string real_name;
    std::string password;           // for PASS, or for SASL
    std::vector<std::string> rooms; // to enter
    Sasl sasl = Sasl::none;         // logs in to the account of that nick
};

struct Heard;

class Irc {
  public:
    using Send = std::function<void(std::string_view line)>;

    Irc(model::Model& model, const Clock& clock, Identity identity, Send send);

    // ---- from the connection
    // is_private: nobody on the way can read along (TLS, or this machine).
    void up(bool is_private = false);
    void down(std::string_view why);
    void line(std::string_view line);
    void tick(); // every minute: asks for the lag; see is_dead()
    // Nothing has been heard for so long that the connection must be given up.
    bool is_dead() const;

    // ---- from the person
    void say(std::string_view target, std::string_view text);
    void act(std::string_view target, std::string_view text);
    void send(std::string_view line);
    // Asks for what was said before the oldest line here, if there may be any.
    void fetch_older(model::Buffer& buffer);
    bool has_pending() const { return !labels_.empty(); }

    // ---- for the handlers in irc_handlers.cc
    model::Model& model() { return model_; }
    bool has(std::string_view cap) const { return caps_.contains(cap); }
    WallTime time_of(const wire::Message& message) const;
    void speech(const wire::Message& message, model::LineKind kind);
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
    };
    struct Waiting { // for the echo of a line we said
        std::string target;
    };

    bool is_echo(const wire::Message& message, const Heard& heard);
    std::string label_of(const wire::Message& message) const;
    // The answer is complete: a line of that label that has no echo (a service took it, and nobody
    // stores it) waits no longer.
    void answered(std::string_view label);
    void speak(std::string_view target, std::string_view text, model::LineKind kind);
    void end_history(const Batch& batch);
    void ask(model::Buffer& buffer, model::Fetch fetch);
    void fill_gap(model::Buffer& buffer);
    void give_up_pending(model::Buffer& buffer);
    std::string id_of_whole(const model::Buffer& buffer, const model::ChatLine& piece) const;
    bool may_log_in();

    model::Model& model_;
    const Clock& clock_;
    Identity identity_;
    Send send_;
    std::set<std::string, std::less<>> offered_;
    std::set<std::string, std::less<>> caps_;
    std::map<std::string, Batch, std::less<>> batches_;
    std::map<std::string, Waiting, std::less<>> labels_;
    std::set<std::string, std::less<>> rooms_; // to be in again after a break
    std::uint64_t last_label_ = 0;
    std::size_t page_ = 100;
    Instant heard_{};
    Instant asked_{}; // when the last PING went out
    bool waits_for_pong_ = false;
    bool is_private_ = false;
    bool in_sasl_ = false;
};

// Runs the handler of the message's command, if there is one.
void handle(Irc& irc, const wire::Message& message);

} // namespace hubbub::tui::net
