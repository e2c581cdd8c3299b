// SPDX-License-Identifier: MIT
#include "core/isupport.h"

#include "base/strings.h"
#include "core/modes.h"
#include "wire/line.h"

namespace hubbub::core {

namespace {

// A space or an "=" would end the token or its value. Modern IRC, "RPL_ISUPPORT".
std::string escape(std::string_view value)
{
    std::string out;
    for (const char c : value) {
        if (c == ' ') {
            out += "\\x20";
        } else if (c == '=') {
            out += "\\x3D";
        } else if (c == '\\') {
            out += "\\x5C";
        } else if (c > ' ' && c < '\x7f') {
            out += c;
        }
    }
    return out;
}

std::string symbols_of_ranks()
{
    const std::string prefix = isupport_prefix();
    return prefix.substr(prefix.find(')') + 1);
}

std::string number_or_nothing(std::size_t limit)
{
    return limit == 0 ? std::string{} : std::to_string(limit);
}

void add_limit(std::vector<std::string>& tokens, std::string_view name, std::size_t limit)
{
    tokens.push_back(concat({name, "=", number_or_nothing(limit)}));
}

} // namespace

std::vector<std::string> isupport(const Settings& settings)
{
    const Limits& limits = settings.limits;
    const std::string targets = std::to_string(limits.targets);
    std::vector<std::string> tokens = {
        "CASEMAPPING=ascii",
        "UTF8ONLY",
        "CHANTYPES=#",
        "PREFIX=" + isupport_prefix(),
        "CHANMODES=" + isupport_chanmodes(),
        "STATUSMSG=" + symbols_of_ranks(),
        "EXTBAN=,a",
        "ACCOUNTEXTBAN=a",
        "EXCEPTS=e",
        "INVEX=I",
        "NETWORK=" + escape(settings.network),
        concat({"TARGMAX=JOIN:,KICK:,LIST:,MONITOR:,NAMES:1,PART:,USERHOST:5,WHOIS:1,WHOWAS:,"
                "PRIVMSG:",
                targets, ",NOTICE:", targets, ",TAGMSG:", targets}),
        "MAXTARGETS=" + targets,
        "SAFELIST",
        "SAFERATE",
        "ELIST=CMNTU",
        "WHOX",
        "BOT=B",
        "LINELEN=" + std::to_string(wire::max_line),
        "HOSTLEN=" + std::to_string(longest_host),
    };
    if (limits.list_modes != 0) {
        const std::string most = std::to_string(limits.list_modes);
        tokens.push_back(concat({"MAXLIST=b:", most, ",e:", most, ",I:", most}));
    }
    tokens.push_back(limits.monitor == 0 ? "MONITOR" : "MONITOR=" + std::to_string(limits.monitor));
    add_limit(tokens, "MODES", limits.mode_changes);
    tokens.push_back("CHANLIMIT=#:" + number_or_nothing(limits.channels));
    add_limit(tokens, "NICKLEN", limits.nick);
    add_limit(tokens, "CHANNELLEN", limits.channel);
    add_limit(tokens, "KEYLEN", limits.key);
    add_limit(tokens, "TOPICLEN", limits.topic);
    add_limit(tokens, "KICKLEN", limits.kick);
    add_limit(tokens, "AWAYLEN", limits.away);
    add_limit(tokens, "USERLEN", limits.user);
    add_limit(tokens, "NAMELEN", limits.real_name);
    if (!settings.denied_tags.empty()) {
        tokens.push_back("CLIENTTAGDENY=" + join(settings.denied_tags, ","));
    }
    if (settings.history.enabled) {
        tokens.push_back("CHATHISTORY=" + std::to_string(settings.history.chathistory_limit));
        tokens.emplace_back("MSGREFTYPES=msgid,timestamp");
    }
    return tokens;
}

} // namespace hubbub::core
