// SPDX-License-Identifier: MIT
// What a person decides: the command line, and before it hubbub.toml.
#pragma once

#include "tui/log.h"
#include "tui/model/model.h"
#include "tui/network_options.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tui {

struct Options {
    NetworkOptions server;                // [server]: the defaults of all
    std::vector<NetworkOptions> networks; // [network.NAME]
    // Those to connect to: the one of the command line, else networks, else [server]. Only here are
    // passwords that were asked for.
    std::vector<NetworkOptions> at_start;
    model::Show buffer_list = model::Show::by_width;
    model::Show nick_list = model::Show::by_width;
    std::optional<int> colors; // nothing: as many as the terminal says
    model::Settings settings;
    // What keys have been set to, as TOML, by their names.
    std::map<std::string, std::string, std::less<>> decided;

    const NetworkOptions* find_network(std::string_view name) const;
    bool log = true;
    std::string log_directory = usual_log_directory();
    std::string dns; // the name to be explained, instead of anything else
    bool plain = false;
};

// A key of hubbub.toml; the manual and the tests read the rows.
struct OptionRow {
    std::string_view key; // "server.host"
    std::string_view default_text;
    std::string_view meaning;
};
std::span<const OptionRow> option_rows();

// Reads hubbub.toml. All mistakes, each with the file and its line.
std::vector<std::string> read_config(const std::string& path, Options& options);

// A key for the running session, its value as TOML or as a bare word: empty, or what is wrong.
// Those of [server], [network.NAME] and [log] count at the start only.
std::string set_option(Options& options, std::string_view key, std::string_view value);

// The exit status, where the program is to end at once (--help, a mistake, which is told).
std::optional<int> read_options(int argc, char* argv[], Options& out);

// Once it is decided that the program runs: the passwords of at_start. The error is a sentence.
Result<void> find_passwords(Options& options);

} // namespace hubbub::tui
