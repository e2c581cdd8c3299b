// SPDX-License-Identifier: MIT
#include "daemon/command_line.h"

#include <CLI/CLI.hpp>

#include <exception>

namespace hubbub::daemon {

std::optional<int> read_command_line(int argc, char* argv[], CommandLine& out)
{
    CLI::App app("hubbubd: a chat server for IRC clients, full-screen clients and netcat alike",
                 "hubbubd");
    app.add_option("-c,--config", out.config, "Read this configuration, see hubbubd.toml(5)")
        ->type_name("FILE");
    app.add_option("-l,--listen", out.listen, "Listen here; may be given several times")
        ->type_name("ADDRESS:PORT");
    app.add_option("-d,--data", out.data, "Keep what is said in this directory, or none")
        ->type_name("DIR|none");
    app.add_flag("--check", out.check, "Check the configuration and end");
    app.set_version_flag("-V,--version", "hubbubd " HUBBUB_VERSION, "Print the version and end");
    app.set_help_flag("-h,--help", "Print this help and end");
    app.footer("The manual: hubbubd(8), hubbubd.toml(5), hubbub-protocol(7)");
    try { // CLI11 speaks by exceptions; they end here
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const int status = app.exit(error);
        return status == 0 ? 0 : 2;
    }
    return std::nullopt;
}

} // namespace hubbub::daemon
