// SPDX-License-Identifier: MIT
// One network as a person describes it: a table of hubbub.toml, or a host on the command line.
#pragma once

#include "base/result.h"
#include "tui/net/irc.h"
#include "tui/net/uplink.h"

#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tui {

struct NetworkOptions {
    std::string name;   // of [network.NAME]; empty: [server], or a host that was named otherwise
    net::Target target; // port 0: the usual one
    std::string nick;
    std::string username;
    std::string real_name;
    std::string password;
    std::vector<std::string> password_command; // that is still to tell it
    std::vector<std::string> rooms;
    net::Sasl sasl = net::Sasl::none;

    net::Identity identity() const { return {nick, username, real_name, password, rooms, sasl}; }
    // As defaults for another host: nothing that would tell it a secret or who one is elsewhere.
    NetworkOptions without_secrets() const;
    std::string table() const; // of hubbub.toml: "server", "network.libera"
    // "libera", "chat.example", "chat.example:5001": under which its logs are kept.
    std::string title() const;
};

// A name or an address, without a port; empty, or what is wrong.
std::string read_host(std::string_view text, std::string& host);

// HOST, HOST:PORT, [HOST]:PORT, irc://HOST[:PORT][/#ROOM], ircs://...; empty, or what is wrong.
std::string read_target(std::string_view text, NetworkOptions& out);

// What nobody has decided: the port, the names of one's login, the lobby.
void fill_in(NetworkOptions& options);

// The password that is wanted, from the program that tells it or, where may_ask, from the person on
// the terminal. The error is a sentence.
enum class MayAsk { no, yes };
Result<void> find_password(NetworkOptions& options, MayAsk may_ask);

} // namespace hubbub::tui
