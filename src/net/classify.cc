// SPDX-License-Identifier: MIT
#include "net/classify.h"

#include "base/strings.h"

#include <algorithm>
#include <array>
#include <vector>

namespace hubbub::net {

namespace {

constexpr char tls_handshake = '\x16';
constexpr char telnet_iac = '\xff';
constexpr std::size_t longest_first_line = 8192;
constexpr std::string_view proxy_one = "PROXY ";
constexpr std::string_view proxy_two{"\r\n\r\n\0\r\nQUIT\n", 12};
constexpr std::string_view ssh = "SSH-";
constexpr std::array<std::string_view, 9> http_verbs = {
    "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"};

// Whether text begins with prefix, or could still come to.
enum class Match { no, maybe, yes };

Match match(std::string_view text, std::string_view prefix)
{
    if (text.starts_with(prefix)) {
        return Match::yes;
    }
    return prefix.starts_with(text) ? Match::maybe : Match::no;
}

// An upper-case verb, a space, and "/", "*" or "http": "put the kettle on" is chat.
Match match_http_verb(std::string_view text)
{
    Match best = Match::no;
    for (const std::string_view verb : http_verbs) {
        for (const std::string_view target : {" /", " *", " http"}) {
            best = std::max(best, match(text, concat({verb, target})));
        }
    }
    return best;
}

// ... " HTTP/" digit, at the end of the line.
bool ends_as_http_request(std::string_view line)
{
    const std::size_t place = line.rfind(" HTTP/");
    return place != std::string_view::npos && place + 6 < line.size() && is_digit(line[place + 6]);
}

// Without "@tags " and ":source ", which may stand before the command.
std::string_view command_part(std::string_view line)
{
    for (const char mark : {'@', ':'}) {
        if (line.starts_with(mark)) {
            cut(line, ' ');
            line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
        }
    }
    return line;
}

bool is_cap(const std::vector<std::string_view>& words)
{
    constexpr std::array<std::string_view, 4> subcommands = {"LS", "REQ", "LIST", "END"};
    return words.size() >= 2 &&
           std::find(subcommands.begin(), subcommands.end(), words[1]) != subcommands.end();
}

bool is_user(const std::vector<std::string_view>& words)
{
    return words.size() >= 5;
}

bool is_pair(const std::vector<std::string_view>& words)
{
    return words.size() == 2;
}

bool is_webirc(const std::vector<std::string_view>& words)
{
    return words.size() >= 5;
}

bool is_anything(const std::vector<std::string_view>&)
{
    return true;
}

struct IrcOpener {
    std::string_view command;
    bool (*fits)(const std::vector<std::string_view>& words);
};

constexpr std::array<IrcOpener, 8> irc_openers = {{
    {"CAP", is_cap},
    {"NICK", is_pair},
    {"USER", is_user},
    {"PASS", is_pair},
    {"AUTHENTICATE", is_pair},
    {"WEBIRC", is_webirc},
    {"QUIT", is_anything},
    {"PING", is_anything},
}};

bool is_irc_opener(std::string_view line)
{
    const std::vector<std::string_view> found = words(command_part(line));
    return !found.empty() &&
           std::any_of(irc_openers.begin(), irc_openers.end(), [&](const IrcOpener& opener) {
               return opener.command == found[0] && opener.fits(found);
           });
}

Opening classify_line(std::string_view line)
{
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    if (ends_as_http_request(line)) {
        return Opening::http;
    }
    return is_irc_opener(line) ? Opening::irc : Opening::plain;
}

// What the very first bytes decide, whatever follows. undecided: they may still; plain: they do
// not.
Opening classify_prefix(std::string_view start)
{
    struct Row {
        Match match;
        Opening opening;
    };
    const std::array<Row, 4> rows = {{
        {match(start, proxy_one), Opening::proxy_header},
        {match(start, proxy_two), Opening::proxy_header},
        {match(start, ssh), Opening::ssh},
        {match_http_verb(start), Opening::http},
    }};
    Opening best = Opening::plain;
    for (const Row& row : rows) {
        if (row.match == Match::yes) {
            return row.opening;
        }
        if (row.match == Match::maybe) {
            best = Opening::undecided;
        }
    }
    return best;
}

} // namespace

Opening classify(std::string_view start)
{
    if (start.empty()) {
        return Opening::undecided;
    }
    if (start.front() == tls_handshake) {
        return Opening::tls;
    }
    if (start.front() == telnet_iac) {
        return Opening::plain;
    }
    const Opening prefix = classify_prefix(start);
    if (prefix != Opening::plain && prefix != Opening::undecided) {
        return prefix;
    }
    // A leading empty line might be the start of PROXY version 2.
    if (prefix == Opening::undecided && match(start, proxy_two) == Match::maybe) {
        return Opening::undecided;
    }
    const std::size_t end = start.find('\n');
    if (end != std::string_view::npos) {
        return classify_line(start.substr(0, end));
    }
    return start.size() >= longest_first_line ? Opening::too_long : Opening::undecided;
}

// Without a line end nothing is an IRC opener yet, and a client that speaks IRC sends its line end
// with the line: what stands here is what a person typed.
Opening classify_after_silence(std::string_view start)
{
    const Opening now = classify(start);
    if (now != Opening::undecided || start.empty()) {
        return now;
    }
    const std::string_view text = command_part(start);
    const bool could_be_irc =
        std::any_of(irc_openers.begin(), irc_openers.end(), [&](const IrcOpener& opener) {
            return match(text, opener.command) != Match::no;
        });
    const bool marked = start.front() == '@' || start.front() == ':';
    if (classify_prefix(start) == Opening::undecided || could_be_irc || (marked && text.empty())) {
        return Opening::undecided;
    }
    return Opening::plain;
}

} // namespace hubbub::net
