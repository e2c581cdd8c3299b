// SPDX-License-Identifier: MIT
// What stands on the command line, which wins over hubbub.toml.
#include "tui/options.h"

#include "base/strings.h"

#include <CLI/CLI.hpp>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace hubbub::tui {

namespace {

int complain(std::string_view sentence)
{
    std::fprintf(stderr, "hubbub: %.*s\n", static_cast<int>(sentence.size()), sentence.data());
    return 2;
}

std::string usual_file()
{
    const char* config = std::getenv("XDG_CONFIG_HOME");
    const char* home = std::getenv("HOME");
    const std::string path = config != nullptr && *config != '\0'
                                 ? concat({config, "/hubbub/hubbub.toml"})
                             : home != nullptr ? concat({home, "/.config/hubbub/hubbub.toml"})
                                               : std::string{};
    std::error_code ignored;
    return std::filesystem::exists(path, ignored) ? path : std::string{};
}

// The command line wins over the file.
void decide(NetworkOptions& one, const std::string& nick, const std::string& rooms)
{
    if (!nick.empty()) {
        one.nick = nick;
    }
    if (!rooms.empty()) {
        one.rooms.clear();
        for (const std::string_view room : split(rooms, ',')) {
            one.rooms.emplace_back(room);
        }
    }
    fill_in(one);
}

// server: a network of hubbub.toml by its name, or a host; or empty. Empty, or what is wrong.
std::string choose(std::string_view server, Options& options)
{
    if (server.empty()) {
        options.at_start =
            options.networks.empty() ? std::vector{options.server} : options.networks;
        return {};
    }
    if (const NetworkOptions* named = options.find_network(server)) {
        options.at_start = {*named};
        return {};
    }
    options.at_start = {options.server};
    return read_target(server, options.at_start.front());
}

} // namespace

Result<void> find_passwords(Options& options)
{
    for (NetworkOptions& network : options.at_start) {
        if (Result<void> found = find_password(network, MayAsk::yes); !found) {
            return found;
        }
    }
    return {};
}

const NetworkOptions* Options::find_network(std::string_view name) const
{
    const auto found = std::find_if(networks.begin(), networks.end(), [&](const auto& one) {
        return equals_ignoring_case(one.name, name);
    });
    return found == networks.end() ? nullptr : &*found;
}

std::optional<int> read_options(int argc, char* argv[], Options& out)
{
    std::string target;
    std::string nick;
    std::string rooms;
    std::string config;
    CLI::App app("hubbub: chat in the terminal, on hubbubd and on every IRC network", "hubbub");
    app.add_option(
           "server", target,
           "The server: HOST[:PORT], irc://HOST[:PORT][/#ROOM], ircs://..., or a network's name "
           "in hubbub.toml")
        ->type_name("SERVER");
    app.add_option("-n,--nick", nick, "Be called this; otherwise the name of your login")
        ->type_name("NICK");
    app.add_option("-j,--join", rooms, "Enter these rooms, separated by commas; otherwise #lobby")
        ->type_name("ROOMS");
    app.add_flag("-p,--plain", out.plain, "Lines in, lines out, without a full screen");
    app.add_option("-c,--config", config, "Read this configuration, see hubbub.toml(5)")
        ->type_name("FILE");
    app.add_option("--dns", out.dns, "Tell how this name is looked up, and with a port reached")
        ->type_name("NAME[:PORT]");
    app.add_option("--resolver", out.server.target.resolvers,
                   "Ask this DNS resolver, not the system's")
        ->type_name("ADDRESS[:PORT]");
    app.set_version_flag("-V,--version", "hubbub " HUBBUB_VERSION, "Print the version and end");
    app.set_help_flag("-h,--help", "Print this help and end");
    app.footer("Inside: /help lists the commands, /keys the keys. The manual: hubbub(1), "
               "hubbub.toml(5)");
    try { // CLI11 speaks by exceptions; they end here
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    if (const std::string wrong = net::wrong_with_resolvers(out.server.target.resolvers);
        !wrong.empty()) {
        return complain(wrong);
    }
    const std::string file = config.empty() ? usual_file() : config;
    const std::vector<std::string> mistakes =
        file.empty() ? std::vector<std::string>{} : read_config(file, out);
    for (const std::string& mistake : mistakes) {
        complain(mistake);
    }
    if (!mistakes.empty()) {
        return 2;
    }
    if (const std::string wrong = choose(target, out); !wrong.empty()) {
        return complain(wrong);
    }
    decide(out.server, nick, rooms);
    for (std::vector<NetworkOptions>* some : {&out.networks, &out.at_start}) {
        for (NetworkOptions& one : *some) {
            decide(one, nick, rooms);
        }
    }
    return std::nullopt;
}

} // namespace hubbub::tui
