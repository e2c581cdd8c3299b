// SPDX-License-Identifier: MIT
#include "tui/option_table.h"

#include "base/calendar.h"
#include "base/strings.h"
#include "tui/input/keymap.h"
#include "tui/input/slash.h"
#include "tui/secret.h"
#include "tui/term/palette.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <sstream>

namespace hubbub::tui {

namespace {

// A row for each key, and what it does with its value: what is wrong with it, or nothing.
struct Setter {
    OptionRow row;
    std::string (*set)(Options& options, const toml::node& node);
};

template <auto Member>
std::string text(Options& options, const toml::node& node)
{
    const auto value = node.value_exact<std::string>();
    if (!value) {
        return "must be a text in quotes";
    }
    options.server.*Member = *value;
    return {};
}

std::string host(Options& options, const toml::node& node)
{
    const auto value = node.value_exact<std::string>();
    if (!value || value->empty()) {
        return "must be a host name or address in quotes";
    }
    return read_host(*value, options.server.target.host);
}

std::string port(Options& options, const toml::node& node)
{
    const auto value = node.value_exact<std::int64_t>();
    if (!value || *value < 1 || *value > 65535) {
        return "must be a number from 1 to 65535";
    }
    options.server.target.port = static_cast<std::uint16_t>(*value);
    return {};
}

std::string tls(Options& options, const toml::node& node)
{
    if (const auto truth = node.value_exact<bool>()) {
        options.server.target.tls = *truth ? net::Tls::always : net::Tls::never;
        return {};
    }
    return node.value_exact<std::string>() == "auto" ? "" : "must be true, false or \"auto\"";
}

// A list of texts, the first of which is not empty.
std::optional<std::vector<std::string>> program_of(const toml::node& node)
{
    const toml::array* array = node.as_array();
    std::vector<std::string> command;
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
        const auto word = array->get(i)->value_exact<std::string>();
        if (!word) {
            return std::nullopt;
        }
        command.push_back(*word);
    }
    return command.empty() || command.front().empty() ? std::nullopt : std::optional(command);
}

std::string password_command(Options& options, const toml::node& node)
{
    std::optional<std::vector<std::string>> command = program_of(node);
    if (!command) {
        return "must be a program and its arguments, such as [\"pass\", \"chat\"]";
    }
    options.server.password_command = std::move(*command);
    return {};
}

std::string sasl(Options& options, const toml::node& node)
{
    const std::string value = node.value_exact<std::string>().value_or("");
    constexpr std::array<std::pair<std::string_view, net::Sasl>, 4> known = {{
        {"none", net::Sasl::none},
        {"plain", net::Sasl::plain},
        {"external", net::Sasl::external},
        {"scram-sha-256", net::Sasl::scram},
    }};
    for (const auto& [name, mechanism] : known) {
        if (value == name) {
            options.server.sasl = mechanism;
            return {};
        }
    }
    return "must be \"none\", \"plain\", \"external\" or \"scram-sha-256\"";
}

template <auto Member>
std::string pem_file(Options& options, const toml::node& node)
{
    const auto path = node.value_exact<std::string>();
    if (!path || access(path->c_str(), R_OK) != 0) {
        return "must name a file that can be read";
    }
    options.server.target.*Member = *path;
    return {};
}

std::string pin(Options& options, const toml::node& node)
{
    std::string digits = to_lower(node.value_exact<std::string>().value_or(""));
    std::erase(digits, ':');
    const bool hex = digits.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (digits.size() != 64 || !hex) {
        return "must be the SHA-256 of a certificate: 64 digits in hex, colons or not";
    }
    options.server.target.pin = digits;
    return {};
}

std::string join_list(Options& options, const toml::node& node)
{
    const toml::array* array = node.as_array();
    if (array == nullptr) {
        return "must be a list of rooms, such as [\"#lobby\"]";
    }
    options.server.rooms.clear();
    for (const toml::node& one : *array) {
        const auto room = one.value_exact<std::string>();
        if (!room) {
            return "must be a list of rooms, such as [\"#lobby\"]";
        }
        options.server.rooms.push_back(*room);
    }
    return {};
}

template <auto Member>
std::string show(Options& options, const toml::node& node)
{
    const std::string value = node.value_exact<std::string>().value_or("");
    if (value != "auto" && value != "on" && value != "off") {
        return "must be \"auto\", \"on\" or \"off\"";
    }
    options.*Member = value == "auto" ? model::Show::by_width
                      : value == "on" ? model::Show::always
                                      : model::Show::never;
    return {};
}

std::string password_file(Options& options, const toml::node& node)
{
    const auto path = node.value_exact<std::string>();
    const Result<std::string> line =
        path ? first_line_of_file(*path) : Error{"must name a file that can be read"};
    options.server.password = line ? *line : std::string{};
    return line ? "" : line.error().sentence;
}

std::string log_enabled(Options& options, const toml::node& node)
{
    const auto truth = node.value_exact<bool>();
    options.log = truth.value_or(options.log);
    return truth ? "" : "must be true or false";
}

std::string log_directory(Options& options, const toml::node& node)
{
    const std::string path = node.value_exact<std::string>().value_or("");
    const char* home = std::getenv("HOME");
    const bool at_home = path.starts_with("~/") && home != nullptr;
    options.log_directory = at_home ? concat({home, path.substr(1)}) : path;
    return path.empty() ? "must name a directory" : "";
}

template <auto Member>
std::string truth(Options& options, const toml::node& node)
{
    const auto value = node.value_exact<bool>();
    options.settings.*Member = value.value_or(options.settings.*Member);
    return value ? "" : "must be true or false";
}

template <auto Member, int least, int most>
std::string number(Options& options, const toml::node& node)
{
    const auto value = node.value_exact<std::int64_t>();
    if (!value || *value < least || *value > most) {
        return concat(
            {"must be a number from ", std::to_string(least), " to ", std::to_string(most)});
    }
    options.settings.*Member = static_cast<std::size_t>(*value);
    return {};
}

std::string scrollback_lines(Options& options, const toml::node& node)
{
    constexpr std::int64_t least = 100; // some screens
    constexpr std::int64_t most = 100'000'000;
    const auto value = node.value_exact<std::int64_t>();
    if (!value || (*value != 0 && *value < least) || *value > most) {
        return "must be 0, which keeps all, or a number from 100 to 100000000";
    }
    options.settings.lines = static_cast<std::size_t>(*value);
    return {};
}

std::string time_format(Options& options, const toml::node& node)
{
    constexpr std::size_t longest = 24;
    const auto value = node.value_exact<std::string>();
    const bool usable = value && (value->empty() || !write_time({}, value->c_str()).empty());
    if (!usable || write_time({}, value->c_str()).size() > longest) {
        return "must be a format of strftime(3) in quotes, such as \"%H:%M:%S\"; \"\" shows none";
    }
    options.settings.time = *value;
    return {};
}

std::string colors(Options& options, const toml::node& node)
{
    const auto word = node.value_exact<std::string>();
    const auto count = node.value_exact<std::int64_t>();
    if (word == "auto") {
        options.colors = std::nullopt;
    } else if (word == "true" || node.value_exact<bool>() == true) {
        options.colors = term::true_colors;
    } else if (count == 0 || count == 8 || count == 16 || count == 256) {
        options.colors = static_cast<int>(*count);
    } else {
        return "must be \"auto\", 0, 8, 16, 256 or \"true\"";
    }
    return {};
}

std::string notify_command(Options& options, const toml::node& node)
{
    const std::optional<std::vector<std::string>> command = program_of(node);
    const toml::array* array = node.as_array();
    if (!command && (array == nullptr || !array->empty())) {
        return "must be a program and its arguments, such as [\"notify-send\"]; [] runs none";
    }
    options.settings.command = command.value_or(std::vector<std::string>{});
    return {};
}

std::string highlight_words(Options& options, const toml::node& node)
{
    std::vector<std::string> words;
    const toml::array* array = node.as_array();
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
        const auto word = array->get(i)->value_exact<std::string>();
        if (!word || word->empty()) {
            array = nullptr;
            break;
        }
        words.push_back(*word);
    }
    if (array == nullptr) {
        return "must be a list of words, such as [\"release\"]";
    }
    options.settings.words = std::move(words);
    return {};
}

// A table of texts; each is checked.
std::string text_table(model::Settings::Table& table, const toml::node& node,
                       std::string (*wrong_with)(std::string_view key, std::string_view value))
{
    if (!node.is_table()) {
        return "must be a table";
    }
    for (const auto& [key, value] : *node.as_table()) {
        const auto meaning = value.value_exact<std::string>();
        const std::string wrong =
            meaning ? wrong_with(key.str(), *meaning) : "must be a text in quotes";
        if (!wrong.empty()) {
            return concat({"\"", key.str(), "\" ", wrong});
        }
        table[std::string(key.str())] = *meaning;
    }
    return {};
}

std::string wrong_with_action(std::string_view, std::string_view action)
{
    std::vector<std::string_view> known = {"none"};
    for (const input::KeyRow& row : input::keymap()) {
        known.push_back(row.action);
    }
    if (std::find(known.begin(), known.end(), action) != known.end()) {
        return {};
    }
    const auto near = nearest(action, known);
    return concat({"cannot be \"", action, "\"", near ? "; did you mean \"" : "", near.value_or(""),
                   near ? "\"?" : ": /keys lists the actions"});
}

std::string wrong_with_alias(std::string_view name, std::string_view meaning)
{
    for (const input::SlashCommand& command : input::slash_commands()) {
        if (equals_ignoring_case(command.name, name)) {
            return "is a command already";
        }
    }
    if (to_lower(name) != name) {
        return "must be in small letters";
    }
    return meaning.empty() ? "stands for nothing" : "";
}

std::string keys(Options& options, const toml::node& node)
{
    return text_table(options.settings.keys, node, wrong_with_action);
}

std::string aliases(Options& options, const toml::node& node)
{
    return text_table(options.settings.aliases, node, wrong_with_alias);
}

// clang-format off
constexpr std::array<Setter, 29> setters = {{
    {{"server.host", "\"127.0.0.1\"", "The server, where the command line names none."}, host},
    {{"server.port", "5000", "Its port; without one 6697 where TLS is wanted, by ircs:// or tls = true."}, port},
    {{"server.tls", "\"auto\"", "true, false, or \"auto\": TLS unless the server is on this machine or does not speak it."}, tls},
    {{"server.nick", "the name of your login", "Your nick."}, text<&NetworkOptions::nick>},
    {{"server.username", "the name of your login", "Your user name."}, text<&NetworkOptions::username>},
    {{"server.realname", "your nick", "What WHOIS says of you."}, text<&NetworkOptions::real_name>},
    {{"server.join", "[\"#lobby\"]", "The rooms to enter."}, join_list},
    {{"server.password_file", "none", "A file whose first line is the password of the server, or with sasl of your account; nobody else may be able to read it. With sasl and without a password you are asked."}, password_file},
    {{"server.password_command", "none", "A program and its arguments, run without a shell, whose first line is that password: [\"pass\", \"chat\"]."}, password_command},
    {{"server.sasl", "\"none\"", "How to log in to the account of your nick: \"scram-sha-256\" by proving that you know the password, \"plain\" by sending it, never in the clear over a network, \"external\" with the certificate, or \"none\"."}, sasl},
    {{"server.certificate", "none", "A PEM file with your own certificate for TLS."}, pem_file<&net::Target::certificate>},
    {{"server.key", "none", "A PEM file with its key."}, pem_file<&net::Target::key>},
    {{"server.pin", "none", "The SHA-256 of the server's certificate in hex: no other is trusted, and TLS is always spoken."}, pin},
    {{"scrollback.lines", "0", "The lines that a buffer keeps in memory, 100 or more, or a quarter more of them; older ones are fetched again as you scroll back. 0 keeps all."}, scrollback_lines},
    {{"scrollback.fetch", "100", "The lines of history that are asked for at one time, up to what the server gives."}, number<&model::Settings::fetch, 10, 1000>},
    {{"log.enabled", "true", "Keeps what is said in files of yours, and for the next start what is not yet sent."}, log_enabled},
    {{"log.directory", "\"~/.local/state/hubbub/logs\"", "Where: a directory for each network, in it one for each room or person, in it a file a month."}, log_directory},
    {{"view.buffer_list", "\"auto\"", "The list of buffers: \"auto\" by the width of the screen, \"on\" or \"off\"."}, show<&Options::buffer_list>},
    {{"view.nick_list", "\"auto\"", "The list of nicks, likewise."}, show<&Options::nick_list>},
    {{"view.time", "\"%H:%M\"", "How times are written, in the words of strftime(3); \"\" shows none."}, time_format},
    {{"view.fold_joins", "true", "Comings and goings in a row are one line."}, truth<&model::Settings::fold_joins>},
    {{"view.colors", "\"auto\"", "How many colours are used, 0, 8, 16, 256 or \"true\" for exact ones; \"auto\": as many as the terminal says it has, and none with NO_COLOR."}, colors},
    {{"notify.bell", "true", "Rings the bell when you are spoken to."}, truth<&model::Settings::bell>},
    {{"notify.terminal", "false", "Tells the terminal too, which may show a note of its own (OSC 9)."}, truth<&model::Settings::terminal_notes>},
    {{"notify.command", "[]", "A program and its arguments, run without a shell when you are spoken to, with two more arguments: where, and who said what. [\"notify-send\"] is one."}, notify_command},
    {{"notify.words", "[]", "Words that call you as your nick does."}, highlight_words},
    {{"input.paste_ask", "2", "You are asked what to do with so many pasted lines or more; fewer are as if you typed them. 0 never asks."}, number<&model::Settings::paste_ask, 0, 1000>},
    {{"input.keys", "{}", "A table of keys, such as \"Ctrl-G\" = \"next-unread\"; \"none\" makes a key do nothing."}, keys},
    {{"input.aliases", "{}", "A table of commands of your own, such as j = \"/join\"."}, aliases},
}};
// clang-format on

std::string full_key(std::string_view table, std::string_view key)
{
    return concat({table, table.empty() ? "" : ".", key});
}

// As it could stand in hubbub.toml.
std::string text_of(const toml::node& node)
{
    std::ostringstream text;
    node.visit([&](const auto& value) { text << value; });
    return text.str();
}

// Near is looked for in the table of the rows, and told in the words of the person's.
std::string unknown_key(std::string_view key, std::string_view table, std::string_view shown_as)
{
    std::vector<std::string_view> known;
    for (const Setter& setter : setters) {
        known.push_back(setter.row.key);
    }
    std::string near(nearest(full_key(table, key), known).value_or(""));
    if (near.starts_with(table)) {
        near.replace(0, table.size(), shown_as);
    }
    return concat({"there is no \"", full_key(shown_as, key), "\"",
                   near.empty() ? "" : concat({"; did you mean \"", near, "\"?"})});
}

} // namespace

std::string set_key(Options& options, std::string_view table, std::string_view key,
                    const toml::node& node, std::string_view shown_as)
{
    const std::string full = full_key(table, key);
    const auto setter = std::find_if(setters.begin(), setters.end(),
                                     [&](const Setter& one) { return one.row.key == full; });
    if (setter == setters.end()) {
        return unknown_key(key, table, shown_as);
    }
    const std::string wrong = setter->set(options, node);
    if (!wrong.empty()) {
        return concat({full_key(shown_as, key), " ", wrong});
    }
    options.decided[full] = text_of(node);
    return {};
}

std::span<const OptionRow> option_rows()
{
    static const std::vector<OptionRow> rows = [] {
        std::vector<OptionRow> all;
        for (const Setter& setter : setters) {
            all.push_back(setter.row);
        }
        return all;
    }();
    return rows;
}

std::string set_option(Options& options, std::string_view key, std::string_view value)
{
    if (key.starts_with("server.") || key.starts_with("network.") || key.starts_with("log.")) {
        return concat({key, " counts at the start only: write it into hubbub.toml"});
    }
    toml::parse_result parsed = toml::parse(concat({"value = ", value}));
    const toml::value<std::string> word{std::string(value)};
    const toml::node* found = parsed ? parsed.table().get("value") : nullptr;
    const toml::node& node = found != nullptr ? *found : word;
    const std::size_t dot = key.find('.');
    const bool in_table = dot != std::string_view::npos;
    const std::string_view table = in_table ? key.substr(0, dot) : std::string_view{};
    return set_key(options, table, in_table ? key.substr(dot + 1) : key, node, table);
}

} // namespace hubbub::tui
