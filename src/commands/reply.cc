// SPDX-License-Identifier: MIT
#include "commands/reply.h"

#include "base/strings.h"

namespace hubbub::commands {

std::string_view nick_of(const core::Session& session)
{
    if (session.user != nullptr) {
        return session.user->nick;
    }
    const bool named = session.registration != nullptr && !session.registration->nick.empty();
    return named ? std::string_view(session.registration->nick) : "*";
}

void reply(core::Network& network, core::Session& session, wire::Numeric numeric,
           std::initializer_list<std::string_view> parameters)
{
    const wire::NumericRow& row = wire::row_of(numeric);
    wire::Line line(network.settings().name, row.code, {nick_of(session)});
    for (const std::string_view parameter : parameters) {
        line.parameters.push_back(parameter);
    }
    if (!row.text.empty()) {
        line.parameters.push_back(row.text);
        line.trailing = true;
    }
    network.outbox().to(session, line);
}

void standard_reply(core::Network& network, core::Session& session, std::string_view type,
                    std::string_view command, std::string_view code,
                    std::initializer_list<std::string_view> context, std::string_view sentence)
{
    if (!session.has(core::Cap::standard_replies) && session.dialect == nullptr) {
        const std::string text = concat({type, " ", command, " ", code, ": ", sentence});
        wire::Line notice(network.settings().name, "NOTICE", {nick_of(session), text});
        notice.trailing = true;
        network.outbox().to(session, notice);
        return;
    }
    wire::Line line(network.settings().name, type, {command, code});
    for (const std::string_view parameter : context) {
        line.parameters.push_back(parameter);
    }
    line.parameters.push_back(sentence);
    line.trailing = true;
    network.outbox().to(session, line);
}

} // namespace hubbub::commands
