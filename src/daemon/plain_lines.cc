// SPDX-License-Identifier: MIT
#include "daemon/plain_lines.h"

#include "base/calendar.h"
#include "base/strings.h"
#include "core/multiline.h"
#include "wire/format.h"
#include "wire/message.h"
#include "wire/names.h"
#include "wire/numerics.h"
#include "wire/safe_text.h"

#include <algorithm>
#include <array>

namespace hubbub::daemon {

namespace {

using wire::Numeric;

constexpr std::string_view action_start = "\x01"
                                          "ACTION ";

std::string safe(std::string_view text)
{
    return wire::SafeText::from_network(wire::strip_format(text)).text();
}

std::string_view nick_of(std::string_view source)
{
    return source.substr(0, source.find('!'));
}

struct Writer {
    const wire::Line& line;
    const PlainView& view;

    std::string_view parameter(std::size_t i) const { return line.parameters[i]; }
    std::string who() const { return safe(nick_of(line.source)); }
    bool is_mine() const { return nick_of(line.source) == view.nick; }

    std::string stamped(std::string_view rest) const
    {
        return concat({plain_time(line.time, view.time), rest, "\r\n"});
    }
    std::string event(std::string_view rest) const { return stamped(concat({"-- ", rest})); }
    std::string because(std::string_view reason) const
    {
        return reason.empty() ? std::string{} : concat({" (", safe(reason), ")"});
    }
};

// ---- speech

std::string say_line(const Writer& w, std::string_view text)
{
    const bool action = text.starts_with(action_start);
    if (action) {
        text.remove_prefix(action_start.size());
        text.remove_suffix(text.ends_with('\x01') ? 1 : 0);
    } else if (text.starts_with('\x01')) {
        return {}; // CTCP is for programs
    }
    if (w.line.source.find('!') == std::string_view::npos) {
        return plain_info(safe(text)); // from the server
    }
    std::string_view target = w.parameter(0);
    if (!wire::looks_like_channel(
            target.substr(std::min<std::size_t>(target.find_first_of('#'), target.size())))) {
        return w.stamped(action ? concat({"*", w.who(), "* ", w.who(), " ", safe(text)})
                                : concat({"*", w.who(), "* ", safe(text)}));
    }
    const bool here = equals_ignoring_case(target, w.view.room);
    const std::string room = here ? std::string{} : safe(target) + " ";
    return w.stamped(action ? concat({room, "* ", w.who(), " ", safe(text)})
                            : concat({room, "<", w.who(), "> ", safe(text)}));
}

// A message of several lines: each with its head, so that none can be forged.
std::string say(const Writer& w)
{
    const std::string text = core::joined_text(w.parameter(1));
    std::string out;
    for (const std::string_view line : split(text, core::line_feed)) {
        out += say_line(w, line);
    }
    return out;
}

// ---- events

std::string join(const Writer& w)
{
    return w.is_mine() ? std::string{}
                       : w.event(concat({w.who(), " joined ", safe(w.parameter(0))}));
}

std::string part(const Writer& w)
{
    const std::string who = w.is_mine() ? "you" : w.who();
    return w.event(concat({who, " left ", safe(w.parameter(0)), w.because(w.parameter(1))}));
}

std::string quit(const Writer& w)
{
    return w.event(concat({w.who(), " has gone", w.because(wire::quit_reason(w.parameter(0)))}));
}

std::string nick(const Writer& w)
{
    const std::string now = safe(w.parameter(0));
    return w.event(w.is_mine() ? concat({"you are now known as ", now})
                               : concat({w.who(), " is now known as ", now}));
}

std::string kick(const Writer& w)
{
    const bool me = w.parameter(1) == w.view.nick;
    return w.event(concat({w.who(), " put ", me ? "you" : safe(w.parameter(1)), " out of ",
                           safe(w.parameter(0)), w.because(w.parameter(2))}));
}

std::string topic(const Writer& w)
{
    const std::string text = safe(w.parameter(1));
    return w.event(text.empty()
                       ? concat({w.who(), " cleared the topic of ", safe(w.parameter(0))})
                       : concat({w.who(), " set the topic of ", safe(w.parameter(0)), ": ", text}));
}

std::string mode(const Writer& w)
{
    if (!wire::looks_like_channel(w.parameter(0))) {
        return {};
    }
    std::string changes;
    for (std::size_t i = 1; i < w.line.parameters.size(); ++i) {
        changes += " " + safe(w.parameter(i));
    }
    return w.event(concat({w.who(), " set", changes, " on ", safe(w.parameter(0))}));
}

std::string invite(const Writer& w)
{
    const std::string room = safe(w.parameter(1));
    return w.event(concat({w.who(), " invites you: /join ", room}));
}

std::string error(const Writer& w)
{
    std::string_view why = w.parameter(0); // "Closing link: host (why)"
    cut(why, '(');
    why.remove_suffix(why.ends_with(')') ? 1 : 0);
    return plain_info(concat({"goodbye", w.because(wire::quit_reason(why))}));
}

// FAIL command code [context...] :sentence
std::string fail(const Writer& w)
{
    return plain_error(safe(w.line.parameters.back()));
}

struct CommandRow {
    std::string_view command;
    std::string (*write)(const Writer& writer);
};

constexpr std::array<CommandRow, 12> commands = {{
    {"PRIVMSG", say},
    {"NOTICE", say},
    {"JOIN", join},
    {"PART", part},
    {"QUIT", quit},
    {"NICK", nick},
    {"KICK", kick},
    {"TOPIC", topic},
    {"MODE", mode},
    {"INVITE", invite},
    {"ERROR", error},
    {"FAIL", fail},
}};

// ---- numerics: sentences with {1}, {2} for the parameters after the reader's nick

struct NumericRow {
    Numeric numeric;
    std::string_view mark; // of the line
    std::string_view sentence;
};

constexpr std::array<NumericRow, 36> numerics = {{
    {Numeric::rpl_away, "**", "{1} is away: {2}"},
    {Numeric::rpl_unaway, "**", "you are back"},
    {Numeric::rpl_nowaway, "**", "you are away"},
    {Numeric::rpl_inviting, "**", "{1} is invited to {2}"},
    {Numeric::rpl_notopic, "**", "{1} has no topic"},
    {Numeric::rpl_topic, "**", "topic of {1}: {2}"},
    {Numeric::rpl_motd, "**", "{1}"},
    {Numeric::rpl_whoisuser, "**", "{1} is {2}@{3}: {5}"},
    {Numeric::rpl_whoischannels, "**", "{1} is in {2}"},
    {Numeric::rpl_whoisaccount, "**", "{1} is logged in as {2}"},
    {Numeric::rpl_whoissecure, "**", "{1} is connected over TLS"},
    {Numeric::rpl_whoisspecial, "**", "{1} {2}"},
    {Numeric::rpl_whoisbot, "**", "{1} is a bot"},
    {Numeric::err_nosuchnick, "!!", "no such nick: {1}"},
    {Numeric::err_nosuchchannel, "!!", "no such room: {1}"},
    {Numeric::err_cannotsendtochan, "!!", "you may not speak in {1}: nothing was sent"},
    {Numeric::err_toomanychannels, "!!", "you are in too many rooms to enter {1}: /part one"},
    {Numeric::err_inputtoolong, "!!", "not sent: the line is too long"},
    {Numeric::err_nomotd, "", ""},
    {Numeric::err_erroneusnickname, "!!", "{1} cannot be a nick"},
    {Numeric::err_nicknameinuse, "!!", "the nick {1} is taken"},
    {Numeric::err_usernotinchannel, "!!", "{1} is not in {2}"},
    {Numeric::err_notonchannel, "!!", "you are not in {1}: /join {1}"},
    {Numeric::err_useronchannel, "!!", "{1} is in {2} already"},
    {Numeric::err_channelisfull, "!!", "{1} is full"},
    {Numeric::err_inviteonlychan, "!!", "only the invited may enter {1}"},
    {Numeric::err_bannedfromchan, "!!", "you are banned from {1}"},
    {Numeric::err_badchannelkey, "!!", "{1} needs a key: /join {1} KEY"},
    {Numeric::err_badchanmask, "!!", "{1} cannot be the name of a room"},
    {Numeric::err_chanoprivsneeded, "!!", "only operators of {1} may do that"},
    {Numeric::err_needmoreparams, "!!", "{1} needs more than that"},
    {Numeric::err_notregistered, "!!", "a moment, please: you are not in yet"},
    {Numeric::err_passwdmismatch, "!!",
     "this server asks for a password, which the plain line mode cannot give"},
    {Numeric::err_banlistfull, "!!", "that list of {1} is full"},
    {Numeric::rpl_loggedin, "**", "you are logged in as {2}"},
    {Numeric::err_saslfail, "!!", "that name and password do not belong together"},
}};

std::string fill_in(std::string_view sentence, const wire::Parameters& parameters)
{
    std::string out;
    while (!sentence.empty()) {
        out += cut(sentence, '{');
        if (!sentence.empty()) {
            out += safe(parameters[static_cast<std::size_t>(sentence.front() - '0')]);
            sentence.remove_prefix(2);
        }
    }
    return out;
}

std::string write_numeric(const wire::Line& line)
{
    const auto row = std::find_if(numerics.begin(), numerics.end(), [&](const NumericRow& one) {
        return wire::row_of(one.numeric).code == line.command;
    });
    if (row != numerics.end()) {
        return row->mark.empty()
                   ? std::string{}
                   : concat({row->mark, " ", fill_in(row->sentence, line.parameters), "\r\n"});
    }
    const bool is_error = line.command.front() == '4' || line.command.front() == '5';
    return is_error ? plain_error(safe(line.parameters.back())) : std::string{};
}

} // namespace

std::string plain_time(WallTime time, TimeStyle style)
{
    if (style == TimeStyle::off || time == WallTime{}) {
        return {};
    }
    if (style == TimeStyle::iso) {
        return concat({"[", wire::format_time(time), "] "});
    }
    return write_time(time, "[%H:%M] ", style == TimeStyle::utc ? Zone::utc : Zone::here);
}

std::string plain_line(const wire::Line& line, const PlainView& view)
{
    if (line.command.size() == 3 && is_digit(line.command.front())) {
        return write_numeric(line);
    }
    const auto row = std::find_if(commands.begin(), commands.end(), [&](const CommandRow& one) {
        return one.command == line.command;
    });
    return row == commands.end() ? std::string{} : row->write(Writer{line, view});
}

std::string plain_info(std::string_view text)
{
    return concat({"** ", text, "\r\n"});
}

std::string plain_error(std::string_view text)
{
    return concat({"!! ", text, "\r\n"});
}

} // namespace hubbub::daemon
