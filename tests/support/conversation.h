// SPDX-License-Identifier: MIT
// A whole chat server in memory, and people who talk to it. Reads like what was said:
//
//     Conversation net;
//     auto alice = net.joins("alice", "#hub");
//     alice.says("TOPIC #hub :tea");
//     CHECK(alice.hears() == ":alice!~alice@alice.example TOPIC #hub :tea");
#pragma once

#include "commands/dispatch.h"
#include "core/network.h"
#include "store/memory_journal.h"
#include "store/sodium_passwords.h"
#include "tests/support/fake_clock.h"
#include "tests/support/hand_work.h"

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tests {

class Conversation;

// One session. What it says is handled at once, and settled.
class Person {
  public:
    void says(std::string_view line);
    // Handed to the server, but nothing is settled yet.
    void mutters(std::string_view line);
    // Says a line that the door has found to be too long; at once, or not at all while it waits.
    void overflows(std::string_view line);
    // The next line it got, without its line end; "" when there is none.
    std::string hears();
    // Whether nothing is waiting to be heard.
    bool hears_nothing() const;
    // The next line that holds text; those before it are passed over. "" when none does.
    std::string hears_about(std::string_view text);
    std::vector<std::string> hears_all();
    void forgets(); // all it has heard so far
    bool has_gone() const;
    void hangs_up();      // the connection breaks
    void stops_reading(); // its send queue counts as full from here on
    void reads_again();
    core::Session* session() const;

  private:
    friend class Conversation;
    Person(Conversation& net, core::SessionId id) : net_(&net), id_(id) {}
    Conversation* net_;
    core::SessionId id_;
};

class Conversation final : private core::Transport {
  public:
    explicit Conversation(core::Settings settings = quiet_settings());
    Conversation(core::Settings settings, std::unique_ptr<core::Journal> journal);
    // On a journal that goes on: the next conversation with it is the server after a restart.
    Conversation(core::Settings settings, core::Journal& journal);
    ~Conversation() override; // checks the world's invariants, and that a replay gives the same

    static core::Settings quiet_settings(); // named irc.example, no flood limits, no MOTD

    Person connects(std::string_view host = "somewhere.example");
    // Registered, with what was said meanwhile forgotten. caps: space-separated.
    Person registers(std::string_view nick, std::string_view caps = {});
    Person joins(std::string_view nick, std::string_view channel, std::string_view caps = {});

    void settle();            // a turn: until nothing more happens
    void passes(Millis time); // time goes by, and the network's timer runs

    core::Network& network() { return *network_; }
    FakeClock& clock() { return clock_; }
    core::Journal& journal() { return *journal_; }

  private:
    friend class Person;
    class Recorder;

    void append(core::Session& session, std::string_view bytes) override;
    bool has_room(const core::Session& session) const override;
    void ready(core::SessionId session) override;
    void ended(core::Session& session) override;
    void run_waiting(core::SessionId session);
    void start(core::Settings settings);
    void check_replay();

    FakeClock clock_;
    HandWork hashing_;
    store::SodiumPasswords passwords_{hashing_, "this server's",
                                      store::SodiumPasswords::Effort::least};
    std::unique_ptr<core::Journal> journal_;
    std::unique_ptr<core::Network> network_;
    std::unique_ptr<commands::Dispatch> dispatch_;
    std::map<std::uint64_t, std::deque<std::string>> heard_;   // lines, by session
    std::map<std::uint64_t, std::deque<std::string>> waiting_; // said, not yet handled
    std::map<std::uint64_t, bool> gone_;
    std::map<std::uint64_t, bool> stalled_;
};

} // namespace hubbub::tests
