// SPDX-License-Identifier: MIT
#include "tui/model/masked.h"

#include "base/strings.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace hubbub::tui::model {

namespace {

constexpr std::string_view stars = "****";

// After so many further words comes what nobody is to see.
struct Row {
    std::string_view words; // one or more, in capitals
    std::size_t shown;
};

constexpr std::array<Row, 18> verbs = {{
    {"IDENTIFY", 0},
    {"ID", 0},
    {"LOGIN", 0},
    {"AUTH", 0},
    {"REGISTER", 0},
    {"VERIFY", 0},
    {"CONFIRM", 0},
    {"PASSWD", 0},
    {"NEWPASS", 0},
    {"CHANGEPASS", 0},
    {"SET PASSWORD", 0},
    {"SET PASS", 0},
    {"SETPASS", 1},
    {"GHOST", 1},
    {"RECOVER", 1},
    {"RELEASE", 1},
    {"REGAIN", 1},
    {"DROP", 1},
}};

constexpr std::array<Row, 5> commands = {{
    {"PASS", 0},
    {"OPER", 1},
    {"WEBIRC", 0},
    {"REGISTER", 2}, // account, address
    {"VERIFY", 1},
}};

// Said of a login without giving it away. IRCv3 sasl-3.1.
constexpr std::array<std::string_view, 7> open_answers = {
    "+", "*", "PLAIN", "EXTERNAL", "SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-512"};

// Where it goes on after so many words; its size: it does not.
std::size_t after_words(std::string_view text, std::size_t shown)
{
    std::size_t end = 0;
    for (std::size_t word = 0; word < shown && end != text.size(); ++word) {
        const std::size_t start = std::min(text.find_first_not_of(' ', end), text.size());
        end = std::min(text.find(' ', start), text.size());
    }
    return std::min(text.find_first_not_of(' ', end), text.size());
}

std::string with_stars(std::string_view text, std::size_t from)
{
    return from == text.size() ? std::string(text) : concat({text.substr(0, from), stars});
}

// Whether the text starts with these words, in whatever case.
bool starts_with_words(const std::vector<std::string_view>& said, std::string_view wanted)
{
    const std::vector<std::string_view> all = words(wanted);
    return said.size() >= all.size() &&
           std::equal(all.begin(), all.end(), said.begin(), equals_ignoring_case);
}

std::size_t secret_for_service(std::string_view text)
{
    const std::vector<std::string_view> said = words(text);
    for (const Row& verb : verbs) {
        if (starts_with_words(said, verb.words)) {
            const std::size_t own = words(verb.words).size();
            const bool names_room = said.size() > own && said[own].starts_with('#');
            return after_words(text, own + std::max<std::size_t>(verb.shown, names_room ? 1 : 0));
        }
    }
    return text.size();
}

std::size_t secret_in_login(std::string_view answer)
{
    const bool open =
        std::find(open_answers.begin(), open_answers.end(), answer) != open_answers.end();
    return open ? answer.size() : 0;
}

std::size_t colon_of(std::string_view text)
{
    return text.starts_with(':') ? 1 : 0;
}

// "target :text"
std::size_t secret_in_message(std::string_view rest)
{
    std::string_view text = rest;
    const std::string_view target = cut(text, ' ');
    text.remove_prefix(colon_of(text));
    return rest.size() - text.size() + secret_in_speech(target, text);
}

// Commands that stand for what is said to a service.
bool is_shortcut(std::string_view command)
{
    return command == "NS" || command == "CS" || is_service(command);
}

std::size_t secret_in_parameters(std::string_view command, std::string_view rest)
{
    if (command == "PRIVMSG" || command == "NOTICE" || command == "SQUERY") {
        return secret_in_message(rest);
    }
    const std::size_t colon = colon_of(rest);
    if (command == "AUTHENTICATE") {
        return colon + secret_in_login(rest.substr(colon));
    }
    if (is_shortcut(command)) {
        return colon + secret_for_service(rest.substr(colon));
    }
    const auto row = std::find_if(commands.begin(), commands.end(),
                                  [&](const Row& one) { return one.words == command; });
    return row == commands.end() ? rest.size() : after_words(rest, row->shown);
}

} // namespace

bool is_service(std::string_view target)
{
    const std::string name = to_lower(target.substr(0, target.find('@')));
    const bool letter = name == "q" || name == "x"; // of QuakeNet and Undernet
    return name.ends_with("serv") || (letter && name.size() != target.size());
}

std::size_t secret_in_speech(std::string_view target, std::string_view line)
{
    const std::vector<std::string_view> targets = split(target, ',');
    const bool secret = std::any_of(targets.begin(), targets.end(), is_service);
    return secret ? secret_for_service(line) : line.size();
}

std::size_t secret_in_line(std::string_view line)
{
    std::string_view rest = line;
    if (rest.starts_with('@')) {
        cut(rest, ' ');
    }
    if (rest.starts_with(':')) {
        const std::string_view source = cut(rest, ' ');
        if (source.find('!') == std::string_view::npos) {
            return line.size(); // a server says no password of ours
        }
    }
    const std::string_view command = cut(rest, ' ');
    return line.size() - rest.size() + secret_in_parameters(to_upper(command), rest);
}

std::string masked_speech(std::string_view target, std::string_view text)
{
    std::vector<std::string> lines;
    for (const std::string_view line : split(text, '\n')) {
        lines.push_back(with_stars(line, secret_in_speech(target, line)));
    }
    return join(lines, "\n");
}

std::string masked_line(std::string_view line)
{
    return with_stars(line, secret_in_line(line));
}

} // namespace hubbub::tui::model
