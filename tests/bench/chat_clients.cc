// SPDX-License-Identifier: MIT
#include "tests/bench/chat_clients.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace hubbub::bench {

namespace {

using Kind = ChatClient::Kind;

std::string irssi_config(const std::string& port)
{
    return "servers = ({ address = \"127.0.0.1\"; chatnet = \"bench\"; port = \"" + port +
           "\"; use_tls = \"no\"; autoconnect = \"yes\"; });\n"
           "chatnets = { bench = { type = \"IRC\"; nick = \"tester\"; cmdmax = \"99\"; "
           "cmdspeed = \"1\"; }; };\n"
           "channels = ({ name = \"#bench\"; chatnet = \"bench\"; autojoin = \"yes\"; });\n"
           "windows = { 1 = { immortal = \"yes\"; items = ({ type = \"CHANNEL\"; chat_type = "
           "\"IRC\"; name = \"#bench\"; tag = \"bench\"; }); }; };\n"
           "settings = { core = { real_name = \"tester\"; user_name = \"tester\"; nick = "
           "\"tester\"; };\n"
           "\"fe-text\" = { scrollback_lines = \"0\"; scrollback_time = \"0\"; }; };\n";
}

void write_weechat_config(const std::filesystem::path& directory, const std::string& port)
{
    std::filesystem::create_directories(directory);
    std::ofstream(directory / "irc.conf") << "[server_default]\nanti_flood_prio_high = 0\n"
                                             "[server]\nbench.addresses = \"127.0.0.1/"
                                          << port
                                          << "\"\nbench.ssl = off\nbench.nicks = \"tester\"\n"
                                             "bench.autoconnect = on\n"
                                             "bench.autojoin = \"#bench\"\n";
    std::ofstream(directory / "weechat.conf") << "[history]\nmax_buffer_lines_number = 0\n"
                                                 "max_buffer_lines_minutes = 0\n";
}

} // namespace

std::vector<ChatClient> installed_peers()
{
    std::vector<ChatClient> all = {{Kind::irssi, "irssi", "/usr/bin/irssi"},
                                   {Kind::weechat, "weechat", "/usr/bin/weechat"},
                                   {Kind::catgirl, "catgirl", "/usr/bin/catgirl"}};
    std::erase_if(all, [](const ChatClient& one) { return access(one.path.c_str(), X_OK) != 0; });
    return all;
}

tests::Command command_of(const ChatClient& client, const Destination& to,
                          const tests::TempDir& home)
{
    const std::string port = std::to_string(to.port);
    switch (client.kind) {
    case Kind::hubbub:
        return {client.path, "--nick", bench_nick, "--join", bench_room, "127.0.0.1:" + port};
    case Kind::irssi:
        return {client.path, "--home=" + home.path(),
                "--config=" + home.file("config", irssi_config(port))};
    case Kind::weechat:
        write_weechat_config(home.file("weechat"), port);
        return {client.path, "--dir", home.file("weechat")};
    case Kind::catgirl:
        return {client.path,    "-h", "127.0.0.1", "-p", port,      "-t",
                to.certificate, "-n", bench_nick,  "-j", bench_room};
    }
    return {};
}

} // namespace hubbub::bench
