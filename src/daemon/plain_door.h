// SPDX-License-Identifier: MIT
// The plain door: a person with netcat. What they type becomes commands, what the network says
// becomes lines of text. hubbub-protocol(7), "THE PLAIN LINE MODE".
#pragma once

#include "commands/dispatch.h"
#include "core/session.h"
#include "daemon/door.h"
#include "daemon/plain_input.h"
#include "daemon/plain_lines.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::daemon {

class PlainDoor final : public Door, public core::Dialect {
  public:
    enum class Greeted { no, yes };
    // nick: a free one to begin with.
    PlainDoor(core::Network& network, commands::Dispatch& dispatch, core::Session& session,
              std::string nick, Greeted greeted);

    Progress read(std::string_view bytes, Instant now) override;
    bool end() override;
    bool skips() const override { return true; }
    void on_skipped() override { ++skipped_; }
    void on_drained() override;

    void encode(const wire::Line& line, std::string& out) override;

    // The first line of a greeting.
    static std::string hello(const core::Settings& settings);

    // ---- for plain_commands.cc
    core::Network& network() { return network_; }
    core::Session* session() { return network_.world().find(session_); }
    const core::User* user();
    const std::string& room() const { return room_; }
    void enter(std::string_view room) { room_ = room; }
    const std::string& last_correspondent() const { return correspondent_; }
    // Shows text to this person, at its place among the lines they get.
    void show(std::string_view text);
    void info(std::string_view text);
    void error(std::string_view text);
    // Runs an IRC line of our own making, in its turn.
    void run(std::string line);
    void ask_history(core::HistoryQuery question);
    std::uint64_t oldest_shown() const { return oldest_shown_; }
    std::set<std::string>& ignored() { return ignored_; }
    void set_time_style(TimeStyle style) { time_ = style; }
    void set_receipts(bool on);

  private:
    bool run_queued(Progress& progress);
    void read_line(const PlainInput::Line& line);
    void say(std::string_view text);
    void encode_batch(const wire::Line& line, std::string& out);
    void encode_outside_batch(const wire::Line& line, std::string& out);
    void follow(const wire::Line& line, std::string& out);
    void joined(std::string_view room, std::string& out);
    std::string shown(const wire::Line& line);

    core::Network& network_;
    commands::Dispatch& dispatch_;
    core::SessionId session_;
    PlainInput input_;
    std::deque<std::string> queued_; // IRC lines to run before anything that is typed
    std::string nick_;
    std::string room_;
    std::string entering_; // the room whose greeting is due when its names have come
    std::string correspondent_;
    std::set<std::string> ignored_;
    TimeStyle time_ = TimeStyle::local;
    bool receipts_ = false;
    std::optional<std::vector<std::string>> batch_; // the lines of history that are coming
    std::uint64_t oldest_shown_ = 0;
    std::size_t skipped_ = 0;
    Instant last_byte_{};
    bool ended_ = false;
};

} // namespace hubbub::daemon
