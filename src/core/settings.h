// SPDX-License-Identifier: MIT
// What an operator decides about the network, as core and commands read it. daemon/options.cc fills
// it from hubbubd.toml; the defaults are those of the manual.
#pragma once

#include "base/clock.h"
#include "core/privileges.h"
#include "wire/tags.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace hubbub::core {

// Sizes are bytes, unless they count things.
struct Limits {
    std::size_t nick = 32;
    std::size_t user = 20;
    std::size_t channel = 64;
    std::size_t topic = 390;
    std::size_t kick = 390;
    std::size_t away = 200;
    std::size_t real_name = 150;
    std::size_t key = 64;
    std::size_t message = 4096;     // also of a multiline one, line feeds counted
    std::size_t message_lines = 32; // of a multiline one
    std::size_t client_tags = 4094;
    std::size_t list_modes = 100;   // entries of one list of one channel
    std::size_t channels = 100;     // a user
    std::size_t rooms = 100'000;    // of the network; 0: no limit
    std::size_t accounts = 100'000; // likewise
    std::size_t passwords = 256;    // that wait to be hashed; 0: no limit
    std::size_t targets = 4;        // of one message
    std::size_t mode_changes = 12;  // with a parameter, in one MODE: a line has room for no more
    std::size_t monitor = 100;      // nicks that one session may watch
    std::size_t whowas = 1000;      // people who are remembered
    std::size_t receive_queue = 16384;
    std::size_t turn_lines = 40; // of one session, before the others have theirs
    std::size_t send_queue = 1048576;
    std::size_t send_queues = 16U << 20U;   // of all together; 0: no limit
    std::size_t journal_queue = 64U << 20U; // proposed and not yet stored; 0: no limit
};

struct Timeouts {
    Millis registration = std::chrono::seconds(60);
    Millis ping = std::chrono::minutes(2); // silent for so long: asked whether still there
    Millis pong = std::chrono::minutes(2); // and so long to answer
};

struct HistorySettings {
    bool enabled = true;
    std::size_t chathistory_limit = 100;
    std::size_t autoreplay = 10;
    // Messages without text that are kept: those marked with the tag +draft/persist or +persist.
    enum class Tagmsg { none, marked, all };
    Tagmsg tagmsg = Tagmsg::none;
};

struct AccountSettings {
    bool registration = true;
    bool before_connect = false;
    bool reserve_nicks = true;
    std::size_t min_password = 8; // characters
    unsigned scram_iterations = 4096;
    std::vector<std::string> mechanisms; // of SASL; empty: all there are
};

// How fast the commands of one session may come. Each has its own.
struct Pace {
    float commands_per_second = 10; // 0: no limit, of whatever else is counted either
    float burst = 40;
};

// What a session may do only so often, apart from its pace.
enum class Counted : std::uint8_t {
    joins,
    nicks, // changes of it
    invites,
    targets, // of messages that go to more than one
};
inline constexpr std::size_t counted_kinds = 4;

struct Throttle : Pace {
    std::size_t logins_per_minute = 30; // that fail, of an address or an account; 0: no limit
    // Of what is Counted; 0: no limit.
    std::array<std::size_t, counted_kinds> per_minute = {100, 20, 30, 100};
};

struct Settings {
    std::string name = "hubbub.local";
    std::string network = "hubbub";
    std::string description = "a hubbub chat server";
    std::string password; // empty: none asked
    std::string admin = "whoever runs this server";
    std::vector<std::string> motd;
    std::string lobby = "#lobby"; // empty: none
    std::string default_channel_modes = "nt";
    std::string default_user_modes;
    std::vector<OperatorBlock> operators;
    Limits limits;
    Timeouts timeouts;
    HistorySettings history;
    AccountSettings accounts;
    bool channel_registration = true;
    wire::DeniedTags denied_tags;
    Throttle throttle;
};

} // namespace hubbub::core
