// SPDX-License-Identifier: MIT
#include "commands/refusals.h"

#include "commands/reply.h"

#include <algorithm>
#include <array>

namespace hubbub::commands {

namespace {

using core::Kind;
using core::Reason;
using wire::Numeric;

enum class Shape { subject, other_then_subject };

struct Row {
    Reason reason;
    Numeric numeric;
    Shape shape; // of the parameters
};

constexpr auto rows = std::to_array<Row>({
    {Reason::bad_nick, Numeric::err_erroneusnickname, Shape::subject},
    {Reason::nick_in_use, Numeric::err_nicknameinuse, Shape::subject},
    {Reason::no_such_nick, Numeric::err_nosuchnick, Shape::subject},
    {Reason::bad_channel_name, Numeric::err_badchanmask, Shape::subject},
    {Reason::no_such_channel, Numeric::err_nosuchchannel, Shape::subject},
    {Reason::too_many_channels, Numeric::err_toomanychannels, Shape::subject},
    {Reason::too_many_rooms, Numeric::err_unavailresource, Shape::subject},
    {Reason::channel_full, Numeric::err_channelisfull, Shape::subject},
    {Reason::invite_only, Numeric::err_inviteonlychan, Shape::subject},
    {Reason::banned, Numeric::err_bannedfromchan, Shape::subject},
    {Reason::bad_key, Numeric::err_badchannelkey, Shape::subject},
    {Reason::needs_account, Numeric::err_needreggednick, Shape::subject},
    {Reason::not_on_channel, Numeric::err_notonchannel, Shape::subject},
    {Reason::they_are_not_on_channel, Numeric::err_usernotinchannel, Shape::other_then_subject},
    {Reason::already_on_channel, Numeric::err_useronchannel, Shape::other_then_subject},
    {Reason::not_operator, Numeric::err_chanoprivsneeded, Shape::subject},
    {Reason::cannot_send, Numeric::err_cannotsendtochan, Shape::subject},
});

struct KindName {
    Kind kind;
    std::string_view command;
};

constexpr auto commands = std::to_array<KindName>({
    {Kind::connect, "USER"},
    {Kind::quit, "QUIT"},
    {Kind::nick, "NICK"},
    {Kind::setname, "SETNAME"},
    {Kind::away, "AWAY"},
    {Kind::user_mode, "MODE"},
    {Kind::join, "JOIN"},
    {Kind::part, "PART"},
    {Kind::kick, "KICK"},
    {Kind::invite, "INVITE"},
    {Kind::topic, "TOPIC"},
    {Kind::mode, "MODE"},
    {Kind::privmsg, "PRIVMSG"},
    {Kind::notice, "NOTICE"},
    {Kind::tagmsg, "TAGMSG"},
    {Kind::oper, "OPER"},
    {Kind::server_ban, "KLINE"},
    {Kind::wallops, "WALLOPS"},
    {Kind::add_account, "REGISTER"},
    {Kind::change_account, "NICKSERV"},
    {Kind::drop_account, "NICKSERV"},
    {Kind::login, "AUTHENTICATE"},
    {Kind::register_room, "CHANSERV"},
    {Kind::drop_room, "CHANSERV"},
    {Kind::chghost, "CHGHOST"},
});

} // namespace

std::string_view command_of(Kind kind)
{
    const auto row = std::find_if(commands.begin(), commands.end(),
                                  [&](const KindName& one) { return one.kind == kind; });
    return row == commands.end() ? "*" : row->command;
}

void send_refusal(core::Network& network, core::Session& session, std::string_view command,
                  const core::Refusal& refusal)
{
    ++network.tally().refusals[static_cast<std::size_t>(refusal.reason)];
    if (refusal.reason == Reason::not_stored) {
        standard_reply(network, session, "FAIL", command, "MESSAGE_ERROR", {refusal.subject},
                       "The server cannot store anything at the moment: nothing was sent. Try "
                       "again in a while");
        return;
    }
    if (refusal.reason == Reason::nick_reserved) {
        wire::Line line(network.settings().name, wire::row_of(Numeric::err_nicknameinuse).code,
                        {nick_of(session), refusal.subject,
                         "This nick belongs to an account: log in to it, or choose another"});
        line.trailing = true;
        network.outbox().to(session, line);
        return;
    }
    const auto row = std::find_if(rows.begin(), rows.end(),
                                  [&](const Row& one) { return one.reason == refusal.reason; });
    if (row == rows.end()) {
        return; // Reason::no_change: silence
    }
    if (row->shape == Shape::subject) {
        reply(network, session, row->numeric, {refusal.subject});
    } else {
        reply(network, session, row->numeric, {refusal.other, refusal.subject});
    }
}

} // namespace hubbub::commands
