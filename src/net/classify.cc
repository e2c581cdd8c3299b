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

using Words = std::vector<std::string_view>;

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
        const Match of_verb = match(text, verb);
        if (of_verb != Match::yes) {
            best = std::max(best, of_verb);
            continue;
        }
        for (const std::string_view target : {" /", " *", " http"}) {
            best = std::max(best, match(text.substr(verb.size()), target));
        }
    }
    return best;
}

// Where a request asks for something: of itself, of another server, or of nothing.
bool is_http_target(std::string_view word)
{
    return word.starts_with('/') || word == "*" || word.find(':') != std::string_view::npos;
}

// ... " HTTP/" and a version, at the end of the line: "is HTTP/2 any good?" is chat. Not in upper
// case, it must look like a request as a whole: "I like http/2" is chat.
bool ends_as_http_request(std::string_view line)
{
    constexpr std::string_view mark = "HTTP/";
    const Words found = words(line);
    if (found.size() < 2) {
        return false;
    }
    const std::string_view last = found.back();
    const std::string_view version = last.substr(std::min(mark.size(), last.size()));
    return equals_ignoring_case(last.substr(0, mark.size()), mark) && !version.empty() &&
           is_digit(version.front()) &&
           version.find_first_not_of("0123456789.") == std::string_view::npos &&
           (last.starts_with(mark) || (found.size() == 3 && is_http_target(found[1])));
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

bool is_shouted(std::string_view word)
{
    return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// A subcommand that does not exist is for IRC to refuse, with 410: "CAP it all" is chat.
bool is_cap(const Words& words)
{
    constexpr std::array<std::string_view, 4> subcommands = {"LS", "REQ", "LIST", "END"};
    return words.size() >= 2 &&
           (std::find(subcommands.begin(), subcommands.end(), words[1]) != subcommands.end() ||
            (words.size() == 2 && is_shouted(words[1])));
}

bool is_pair(const Words& words)
{
    return words.size() == 2;
}

// Its one parameter may hold spaces after a colon; taken for chat, the room would read it.
bool is_pass(const Words& words)
{
    return words.size() == 2 || (words.size() > 2 && words[1].starts_with(':'));
}

bool has_four(const Words& words)
{
    return words.size() >= 5;
}

bool is_anything(const Words&)
{
    return true;
}

// Whether more bytes may still make a line of it that fits. The last word may be unfinished.
bool may_become_cap(const Words& words)
{
    return words.size() < 2 || is_cap(words);
}

bool may_become_pair(const Words& words)
{
    return words.size() <= 2;
}

bool may_become_pass(const Words& words)
{
    return words.size() < 2 || is_pass(words);
}

struct IrcOpener {
    std::string_view command;
    bool (*fits)(const Words& words);
    bool (*may_come_to_fit)(const Words& words);
};

constexpr std::array<IrcOpener, 8> irc_openers = {{
    {"CAP", is_cap, may_become_cap},
    {"NICK", is_pair, may_become_pair},
    {"USER", has_four, is_anything},
    {"PASS", is_pass, may_become_pass},
    {"AUTHENTICATE", is_pair, may_become_pair},
    {"WEBIRC", has_four, is_anything},
    {"QUIT", is_anything, is_anything},
    {"PING", is_anything, is_anything},
}};

bool is_irc_opener(std::string_view line)
{
    const Words found = words(command_part(line));
    return !found.empty() &&
           std::any_of(irc_openers.begin(), irc_openers.end(), [&](const IrcOpener& opener) {
               return opener.command == found[0] && opener.fits(found);
           });
}

// piece: the start of a line, which is not empty.
bool may_become_irc_opener(std::string_view piece)
{
    const std::string_view text = command_part(piece);
    const Words found = words(text);
    if (found.empty()) {
        return piece.front() == '@' || piece.front() == ':';
    }
    if (found.size() == 1 && !text.ends_with(' ')) {
        return std::any_of(irc_openers.begin(), irc_openers.end(), [&](const IrcOpener& opener) {
            return opener.command.starts_with(found[0]);
        });
    }
    return std::any_of(irc_openers.begin(), irc_openers.end(), [&](const IrcOpener& opener) {
        return opener.command == found[0] && opener.may_come_to_fit(found);
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
    const std::array<Row, 3> rows = {{
        {match(start, proxy_one), Opening::proxy_header},
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

std::string_view without_empty_lines(std::string_view start)
{
    return start.substr(std::min(start.find_first_not_of("\r\n"), start.size()));
}

// Telnet ends a line with CR NUL.
bool holds_nul(std::string_view line)
{
    for (std::size_t at = line.find('\0'); at != std::string_view::npos;
         at = line.find('\0', at + 1)) {
        if (at == 0 || line[at - 1] != '\r') {
            return true;
        }
    }
    return false;
}

// start: not empty, nor empty lines alone. most: how long its first line may be.
Opening classify_text(std::string_view start, std::size_t most)
{
    const Opening prefix = classify_prefix(start);
    if (prefix != Opening::plain && prefix != Opening::undecided) {
        return prefix;
    }
    const std::size_t end = start.substr(0, most).find('\n');
    const std::string_view line = start.substr(0, std::min(end, most));
    if (holds_nul(line)) {
        return Opening::binary;
    }
    if (end != std::string_view::npos) {
        return classify_line(line);
    }
    return start.size() >= most ? Opening::too_long : Opening::undecided;
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
    if (const Match proxy = match(start, proxy_two); proxy != Match::no) {
        return proxy == Match::yes ? Opening::proxy_header : Opening::undecided;
    }
    const std::string_view text = without_empty_lines(start);
    const std::size_t most =
        longest_first_line - std::min(longest_first_line, start.size() - text.size());
    if (text.empty()) {
        return most == 0 ? Opening::too_long : Opening::undecided;
    }
    return classify_text(text, most);
}

// What cannot become an opener any more is what a person typed.
Opening classify_after_silence(std::string_view start)
{
    const Opening now = classify(start);
    const std::string_view text = without_empty_lines(start);
    if (now != Opening::undecided || start.empty()) {
        return now;
    }
    const bool may_become_another =
        !text.empty() && (holds_nul(text) || classify_prefix(text) == Opening::undecided ||
                          ends_as_http_request(text) || may_become_irc_opener(text));
    return may_become_another ? Opening::undecided : Opening::plain;
}

} // namespace hubbub::net
