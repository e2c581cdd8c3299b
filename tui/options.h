// SPDX-License-Identifier: MIT
// What a person decides: the command line, and before it hubbub.toml.
#pragma once

#include "base/result.h"
#include "tui/log.h"
#include "tui/model/model.h"
#include "tui/net/irc.h"
#include "tui/net/uplink.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tui {

struct Options {
    net::Target target;
    std::string nick;
    std::string username;
    std::string real_name;
    std::string password;
    std::vector<std::string> password_command; // that tells it
    std::vector<std::string> rooms;
    net::Sasl sasl = net::Sasl::none;
    model::Show buffer_list = model::Show::by_width;
    model::Show nick_list = model::Show::by_width;
    model::Settings settings;
    bool log = true;
    std::string log_directory = usual_log_directory();
    std::string dns; // the name to be explained, instead of anything else
    bool plain = false;
    bool host_given = false;
};

// A key of hubbub.toml; the manual and the tests read the rows.
struct OptionRow {
    std::string_view key; // "server.host"
    std::string_view default_text;
    std::string_view meaning;
};
std::span<const OptionRow> option_rows();

// Reads hubbub.toml, and tells all mistakes, each with its line. False if there were any.
bool read_config(const std::string& path, Options& options);

// A key for the running session, its value as TOML or as a bare word: empty, or what is wrong.
// Those of [server] count at the start only.
std::string set_option(Options& options, std::string_view key, std::string_view value);

// The exit status, where the program is to end at once (--help, a mistake, which is told).
std::optional<int> read_options(int argc, char* argv[], Options& out);

// Once it is decided that the program runs: the password that is wanted, from the program that
// tells it or from the person, who is asked on the terminal. The error is a sentence.
Result<void> find_password(Options& options);

// HOST, HOST:PORT, [HOST]:PORT, irc://HOST[:PORT][/#ROOM], ircs://...; empty, or what is wrong.
std::string read_target(std::string_view text, Options& out);

} // namespace hubbub::tui
