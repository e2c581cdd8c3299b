// SPDX-License-Identifier: MIT
#include "commands/reply.h"

#include "base/strings.h"

#include <algorithm>
#include <array>

namespace hubbub::commands {

std::string_view nick_of(const core::Session& session)
{
    if (session.user != nullptr) {
        return session.user->nick();
    }
    const bool named = session.registration != nullptr && !session.registration->nick.empty();
    return named ? std::string_view(session.registration->nick) : "*";
}

namespace {

// What a client wrote may stand in the middle of a line only if it is one word there. Modern IRC,
// "ERR_HELPNOTFOUND".
std::string_view as_middle(std::string_view parameter)
{
    const bool word = !parameter.empty() && parameter.front() != ':' &&
                      parameter.find(' ') == std::string_view::npos;
    return word ? parameter : "*";
}

// Whose last parameter is text or a list, and has its colon even where it is one word: many old
// clients look for it.
bool ends_in_text(wire::Numeric numeric)
{
    using enum wire::Numeric;
    constexpr std::array numerics = {
        rpl_away,       rpl_userhost,      rpl_ison,    rpl_whoisuser, rpl_whoisserver,
        rpl_whowasuser, rpl_whoischannels, rpl_list,    rpl_topic,     rpl_namreply,
        rpl_info,       rpl_motd,          rpl_helptxt, rpl_endofhelp, rpl_whoreply,
    };
    return std::find(numerics.begin(), numerics.end(), numeric) != numerics.end();
}

} // namespace

void reply(core::Network& network, core::Session& session, wire::Numeric numeric,
           std::initializer_list<std::string_view> parameters)
{
    const wire::NumericRow& row = wire::row_of(numeric);
    wire::Line line(network.settings().name, row.code, {nick_of(session)});
    for (const std::string_view& parameter : parameters) {
        const bool last = row.text.empty() && &parameter + 1 == parameters.end();
        line.parameters.push_back(last ? parameter : as_middle(parameter));
    }
    line.trailing = ends_in_text(numeric);
    if (!row.text.empty()) {
        line.parameters.push_back(row.text);
        line.trailing = true;
    }
    network.outbox().to(session, line);
}

namespace {

// Some texts have standard replies of their own, which need no further capability: they are for
// whoever uses what the text is about. IRCv3 standard-replies, "Capabilities".
bool is_of_a_text(const core::Session& session, std::string_view command, std::string_view code)
{
    constexpr std::array<std::string_view, 4> commands = {"BATCH", "CHATHISTORY", "REGISTER",
                                                          "VERIFY"};
    return code == "INVALID_UTF8" ||
           std::find(commands.begin(), commands.end(), command) != commands.end() ||
           (command == "SETNAME" && session.has(core::Cap::setname));
}

bool understands(const core::Session& session, std::string_view command, std::string_view code)
{
    return session.dialect != nullptr || session.has(core::Cap::standard_replies) ||
           is_of_a_text(session, command, code);
}

} // namespace

void standard_reply(core::Network& network, core::Session& session, std::string_view type,
                    std::string_view asked, std::string_view code,
                    std::initializer_list<std::string_view> context, std::string_view sentence)
{
    const std::string command = to_upper(asked);
    if (!understands(session, command, code)) {
        const std::string text = concat({type, " ", command, " ", code, ": ", sentence});
        wire::Line notice(network.settings().name, "NOTICE", {nick_of(session), text});
        notice.trailing = true;
        network.outbox().to(session, notice);
        return;
    }
    wire::Line line(network.settings().name, type, {command, code});
    for (const std::string_view parameter : context) {
        line.parameters.push_back(as_middle(parameter));
    }
    line.parameters.push_back(sentence);
    line.trailing = true;
    network.outbox().to(session, line);
}

} // namespace hubbub::commands
