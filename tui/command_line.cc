// SPDX-License-Identifier: MIT
// What stands on the command line, which wins over hubbub.toml.
#include "tui/options.h"

#include "base/strings.h"
#include "net/address.h"

#include <CLI/CLI.hpp>

#include <pwd.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace hubbub::tui {

namespace {

constexpr std::uint16_t clear_port = 5000;
constexpr std::uint16_t tls_port = 6697;

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

std::string login()
{
    if (const char* user = std::getenv("USER"); user != nullptr && *user != '\0') {
        return user;
    }
    const passwd* entry = getpwuid(geteuid());
    return entry != nullptr ? entry->pw_name : "somebody";
}

void fill_in(Options& options)
{
    if (options.nick.empty()) {
        options.nick = login();
    }
    if (options.username.empty()) {
        options.username = login();
    }
    if (options.real_name.empty()) {
        options.real_name = options.nick;
    }
    if (options.rooms.empty()) {
        options.rooms.emplace_back("#lobby");
    }
}

} // namespace

std::string read_target(std::string_view text, Options& out)
{
    std::string_view rest = text;
    std::uint16_t port = clear_port;
    if (rest.starts_with("ircs://")) {
        rest.remove_prefix(7);
        out.target.tls = net::Tls::always;
        port = tls_port;
    } else if (rest.starts_with("irc://")) {
        rest.remove_prefix(6);
        out.target.tls = net::Tls::never;
    }
    const std::string_view place = cut(rest, '/');
    if (!hubbub::net::split_host_port(place, out.target.host, port) || out.target.host.empty()) {
        return concat({"\"", text, "\" is not HOST, HOST:PORT, irc://HOST or ircs://HOST"});
    }
    out.target.port = port;
    out.host_given = true;
    if (!rest.empty()) {
        out.rooms = {rest.starts_with('#') ? std::string(rest) : concat({"#", rest})};
    }
    return {};
}

std::optional<int> read_options(int argc, char* argv[], Options& out)
{
    std::string target;
    std::string nick;
    std::string rooms;
    std::string config;
    CLI::App app("hubbub: chat in the terminal, on hubbubd and on every IRC network", "hubbub");
    app.add_option("server", target,
                   "The server: HOST[:PORT], irc://HOST[:PORT][/#ROOM] or ircs://...")
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
    app.add_option("--resolver", out.target.resolvers, "Ask this DNS resolver, not the system's")
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
    if (const std::string wrong = net::wrong_with_resolvers(out.target.resolvers); !wrong.empty()) {
        return complain(wrong);
    }
    const std::string file = config.empty() ? usual_file() : config;
    if (!file.empty() && !read_config(file, out)) {
        return 2;
    }
    if (!target.empty()) {
        const std::string wrong = read_target(target, out);
        if (!wrong.empty()) {
            return complain(wrong);
        }
    }
    if (!nick.empty()) {
        out.nick = nick;
    }
    if (!rooms.empty()) {
        out.rooms.clear();
        for (const std::string_view room : split(rooms, ',')) {
            out.rooms.emplace_back(room);
        }
    }
    fill_in(out);
    return std::nullopt;
}

} // namespace hubbub::tui
