// SPDX-License-Identifier: MIT
// What stands on the command line, which wins over hubbub.toml.
#include "tui/options.h"

#include "base/strings.h"

#include <CLI/CLI.hpp>

#include <unistd.h>

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

// For every network that is connected to.
void decide(Options& options, const std::string& nick, const std::string& rooms)
{
    std::vector<NetworkOptions*> all = {&options.server};
    for (NetworkOptions& network : options.networks) {
        all.push_back(&network);
    }
    for (NetworkOptions* one : all) {
        if (!nick.empty()) {
            one->nick = nick;
        }
        if (!rooms.empty()) {
            one->rooms.clear();
            for (const std::string_view room : split(rooms, ',')) {
                one->rooms.emplace_back(room);
            }
        }
        fill_in(*one);
    }
}

// A network of hubbub.toml by its name, or a host.
std::string take_server(std::string_view text, Options& options)
{
    options.host_given = true;
    for (const NetworkOptions& network : options.networks) {
        if (network.name == text) {
            options.server = network;
            return {};
        }
    }
    return read_target(text, options.server);
}

} // namespace

Result<void> find_passwords(Options& options)
{
    if (options.host_given || options.networks.empty()) {
        return find_password(options.server, MayAsk::yes);
    }
    for (NetworkOptions& network : options.networks) {
        if (Result<void> found = find_password(network, MayAsk::yes); !found) {
            return found;
        }
    }
    return {};
}

std::vector<NetworkOptions> Options::at_start() const
{
    return host_given || networks.empty() ? std::vector{server} : networks;
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
    if (!target.empty()) {
        const std::string wrong = take_server(target, out);
        if (!wrong.empty()) {
            return complain(wrong);
        }
    }
    decide(out, nick, rooms);
    return std::nullopt;
}

} // namespace hubbub::tui
