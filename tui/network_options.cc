// SPDX-License-Identifier: MIT
#include "tui/network_options.h"

#include "base/strings.h"
#include "net/address.h"
#include "tui/net/host_name.h"
#include "tui/secret.h"

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>

namespace hubbub::tui {

namespace {

constexpr std::uint16_t clear_port = 5000;
constexpr std::uint16_t tls_port = 6697;

std::string login()
{
    if (const char* user = std::getenv("USER"); user != nullptr && *user != '\0') {
        return user;
    }
    const passwd* entry = getpwuid(geteuid());
    return entry != nullptr ? entry->pw_name : "somebody";
}

} // namespace

std::string NetworkOptions::table() const
{
    return name.empty() ? "server" : concat({"network.", name});
}

std::string NetworkOptions::title() const
{
    if (!name.empty()) {
        return name;
    }
    const bool usual = target.port == clear_port || target.port == tls_port || target.port == 0;
    return usual ? target.host : concat({target.host, ":", std::to_string(target.port)});
}

NetworkOptions NetworkOptions::without_secrets() const
{
    NetworkOptions plain;
    plain.target.tls = target.tls;
    plain.target.resolvers = target.resolvers;
    plain.nick = nick;
    plain.username = username;
    plain.real_name = real_name;
    plain.rooms = rooms;
    return plain;
}

std::string read_host(std::string_view text, std::string& host)
{
    if (const Result<std::string> ascii = net::ascii_host(text); !ascii) {
        return ascii.error().sentence;
    }
    host = net::shown_host(text);
    return {};
}

std::string read_target(std::string_view text, NetworkOptions& out)
{
    std::string_view rest = text;
    std::uint16_t port = 0;
    net::Tls tls = out.target.tls;
    if (rest.starts_with("ircs://")) {
        rest.remove_prefix(7);
        tls = net::Tls::always;
    } else if (rest.starts_with("irc://")) {
        rest.remove_prefix(6);
        tls = net::Tls::never;
    }
    const std::string_view place = cut(rest, '/');
    std::string host;
    if (!hubbub::net::split_host_port(place, host, port) || host.empty() ||
        host.find(' ') != std::string::npos) {
        return concat({"\"", text, "\" is not HOST, HOST:PORT, irc://HOST or ircs://HOST"});
    }
    if (std::string wrong = read_host(host, out.target.host); !wrong.empty()) {
        return wrong;
    }
    out.target.port = port;
    out.target.tls = tls;
    if (!rest.empty()) {
        out.rooms = {rest.starts_with('#') ? std::string(rest) : concat({"#", rest})};
    }
    return {};
}

void fill_in(NetworkOptions& options)
{
    if (options.target.port == 0) {
        options.target.port = options.target.tls == net::Tls::always ? tls_port : clear_port;
    }
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

Result<void> find_password(NetworkOptions& options, MayAsk may_ask)
{
    const std::string table = options.table();
    if (!options.password_command.empty()) {
        const std::optional<std::string> secret = first_line_of(options.password_command);
        if (!secret) {
            return Error{concat({table, ".password_command failed: ",
                                 options.password_command.front(), " printed no password"})};
        }
        options.password = *secret;
        options.password_command.clear();
    }
    const bool wanted = options.sasl == net::Sasl::plain || options.sasl == net::Sasl::scram;
    if (!wanted || !options.password.empty()) {
        return {};
    }
    if (may_ask == MayAsk::no) {
        return Error{concat({"a password is needed: set ", table, ".password_file or ", table,
                             ".password_command in hubbub.toml"})};
    }
    const Result<std::string> typed =
        ask_password(concat({"Password of ", options.nick, " at ", options.title(), ": "}));
    options.password = typed ? *typed : std::string{};
    return typed ? Result<void>{} : typed.error();
}

} // namespace hubbub::tui
