// SPDX-License-Identifier: MIT
// Coming in: PASS, NICK, USER, and the welcome. Modern IRC, "Connection Messages".
#include "commands/families.h"

#include "base/diag.h"
#include "base/strings.h"
#include "commands/account.h"
#include "commands/context.h"
#include "commands/followups.h"
#include "commands/registration.h"
#include "commands/reply.h"
#include "commands/server.h"
#include "wire/names.h"

#include <array>
#include <string>

namespace hubbub::commands {

namespace {

using wire::Numeric;

// PASS secret
void pass(Context& context)
{
    if (context.session().user != nullptr) {
        return context.reply(Numeric::err_alreadyregistered);
    }
    context.session().registration->password = context[0];
}

void change_nick(Context& context, std::string_view nick)
{
    core::Entry entry = context.entry(core::Kind::nick);
    entry.subject = nick;
    context.propose(std::move(entry));
}

// NICK nick
void nick(Context& context)
{
    const std::string_view wanted = context[0];
    if (wanted.empty()) {
        return context.reply(Numeric::err_nonicknamegiven);
    }
    if (!wire::is_nick(wanted, context.settings().limits.nick) || is_service(wanted)) {
        return context.refuse(core::Reason::bad_nick, wanted);
    }
    if (context.session().user != nullptr) {
        return change_nick(context, wanted);
    }
    if (context.world().find_user(wanted) != nullptr) {
        context.session().registration->taken_nick = wanted;
        return context.refuse(core::Reason::nick_in_use, wanted);
    }
    context.session().registration->nick = wanted;
    try_to_register(context);
}

// USER username mode unused :real name
void user(Context& context)
{
    if (context.session().user != nullptr) {
        return context.reply(Numeric::err_alreadyregistered);
    }
    if (context[0].empty() || context[3].empty()) {
        return context.reply(Numeric::err_needmoreparams, {"USER"});
    }
    const core::Limits& limits = context.settings().limits;
    core::Registration& registration = *context.session().registration;
    registration.username = "~" + wire::tidy_username(context[0], limits.user - 1);
    registration.real_name = cut_text(context[3], limits.real_name);
    try_to_register(context);
}

void send_isupport(core::Network& network, core::Session& session)
{
    constexpr std::size_t tokens_a_line = 12;
    const std::vector<std::string>& tokens = network.isupport();
    const wire::NumericRow& row = wire::row_of(Numeric::rpl_isupport);
    for (std::size_t start = 0; start < tokens.size(); start += tokens_a_line) {
        wire::Line line(network.settings().name, row.code, {nick_of(session)});
        for (std::size_t i = start; i < std::min(start + tokens_a_line, tokens.size()); ++i) {
            line.parameters.push_back(tokens[i]);
        }
        line.parameters.push_back(row.text);
        line.trailing = true;
        network.outbox().to(session, line);
    }
}

} // namespace

// Waits for nick, user and the end of capability negotiation, in whatever order.
void try_to_register(Context& context)
{
    core::Session& session = context.session();
    core::Registration& registration = *session.registration;
    if (registration.negotiating || registration.proposed || registration.nick.empty() ||
        registration.username.empty()) {
        return;
    }
    const std::string& password = context.settings().password;
    if (!password.empty() && registration.password != password) {
        context.reply(Numeric::err_passwdmismatch);
        return context.network().doom(session, "Password incorrect");
    }
    if (is_kept_off(
            context.network(), session,
            {registration.nick, registration.username, registration.host, session.address})) {
        return;
    }
    if (session.rare->sasl != nullptr) { // given up by not going on with it
        session.rare.change().sasl.reset();
        context.reply(Numeric::err_saslaborted);
    }
    core::Entry entry;
    entry.kind = core::Kind::connect;
    const core::Account* account = context.world().find_account(registration.account);
    if (account != nullptr && account->created == registration.account_created) {
        entry.account = account->name;
    }
    entry.source = concat({registration.nick, "!", registration.username, "@", registration.host});
    entry.text = registration.real_name;
    entry.flags = session.user_flags;
    entry.origin = {session.id, context.answer()};
    registration.proposed = context.propose(std::move(entry));
    if (!registration.proposed) {
        registration.nick.clear();
    }
}

void send_isupport(Context& context)
{
    send_isupport(context.network(), context.session());
}

void welcome(core::Network& network, core::Session& session)
{
    const core::Settings& settings = network.settings();
    const core::User& user = *session.user;
    if (is_kept_off(network, session,
                    {user.nick(), user.username(), user.host(), session.address})) {
        return; // a ban was put up while they came in
    }
    diag::info(concat({user.nick(), " from ", session.address, ": is on the network"}));
    reply(network, session, Numeric::rpl_welcome,
          {concat({"Welcome to the ", settings.network, " network, ", user.source()})});
    reply(network, session, Numeric::rpl_yourhost,
          {concat({"Your host is ", settings.name, ", running ", program_version()})});
    reply(network, session, Numeric::rpl_created,
          {concat({"This server was started ", wire::format_time(network.started())})});
    const std::string user_modes = core::letters_of_user_modes();
    const std::string channel_modes = core::letters_of_channel_modes();
    const std::string with_parameter = core::letters_with_parameter();
    reply(network, session, Numeric::rpl_myinfo,
          {settings.name, program_version(), user_modes, channel_modes, with_parameter});
    send_isupport(network, session);
    send_lusers(network, session);
    send_motd(network, session);
    reply(network, session, Numeric::rpl_umodeis, {modes_of(user)});
}

std::span<const CommandSpec> registration_commands()
{
    using enum CommandSpec::Who;
    using enum CommandSpec::Waits;
    static constexpr std::array<CommandSpec, 3> rows = {{
        {"PASS", pass, 1, anyone, for_all, 1, "PASS password", "Gives the server's password."},
        {"NICK", nick, 0, anyone, for_all, 2, "NICK nick", "Takes a nick.", core::Privilege::none,
         core::Counted::nicks},
        {"USER", user, 4, anyone, for_all, 1, "USER name 0 * :real name",
         "Gives a user name and a real name."},
    }};
    return rows;
}

} // namespace hubbub::commands
