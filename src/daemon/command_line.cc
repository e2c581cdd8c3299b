// SPDX-License-Identifier: MIT
#include "daemon/command_line.h"

#include <CLI/CLI.hpp>

#include <exception>

namespace hubbub::daemon {

namespace {

void add_chores(CLI::App& app, CommandLine& out)
{
    const auto does = [&out](CLI::App* command, Chore chore) {
        command->callback([&out, chore] { out.chore = chore; });
        return command;
    };
    app.require_subcommand(0, 1);
    does(app.add_subcommand("hash", "Hash a password, for [[oper]]"), Chore::hash);
    CLI::App* account =
        app.add_subcommand("account", "See to accounts, while hubbubd does not run");
    account->require_subcommand(1);
    does(account->add_subcommand("list", "List them"), Chore::account_list);
    struct Row {
        const char* name;
        const char* meaning;
        Chore chore;
    };
    constexpr Row rows[] = {
        {"add", "Add one", Chore::account_add},
        {"remove", "Remove one", Chore::account_remove},
        {"password", "Give one another password", Chore::account_password},
        {"cert", "Add a certificate to one, or take it away", Chore::account_cert},
    };
    for (const Row& row : rows) {
        CLI::App* command = does(account->add_subcommand(row.name, row.meaning), row.chore);
        command->add_option("name", out.account, "The account")->required();
        if (row.chore == Chore::account_cert) {
            command->add_option("fingerprint", out.fingerprint, "SHA-256 of the certificate in hex")
                ->required();
        }
    }
}

} // namespace

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
    add_chores(app, out);
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
