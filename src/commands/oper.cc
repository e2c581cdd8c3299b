// SPDX-License-Identifier: MIT
// Operators of the server: OPER, KILL, WALLOPS, REHASH, SAMODE, SAJOIN, CHGHOST. Modern IRC,
// "Operator Messages".
#include "commands/families.h"

#include "base/diag.h"
#include "base/secret.h"
#include "base/strings.h"
#include "commands/channel_mode.h"
#include "commands/context.h"
#include "commands/followups.h"
#include "commands/login.h"
#include "commands/reply.h"
#include "commands/server.h"
#include "core/isupport.h"
#include "wire/mask.h"
#include "wire/names.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace hubbub::commands {

namespace {

using core::Kind;
using core::Privilege;
using wire::Numeric;

// ---- OPER

// By its mask, and by the client's certificate where one is asked for.
bool lets_in(const core::OperatorBlock& block, const core::User& user, const core::Session& session)
{
    const std::string really = concat({user.nick(), "!", user.username(), "@", session.address});
    const bool fits = wire::matches(block.mask, user.source()) || wire::matches(block.mask, really);
    return fits && (block.certificate.empty() || block.certificate == session.rare->certificate);
}

void log_attempt(const core::Session& session, std::string_view name, std::string_view outcome)
{
    diag::warning(
        concat({session.user->source(), " (", session.address, "): OPER ", name, ": ", outcome}));
}

// No account can have that name, so nobody is locked out of theirs.
std::string throttled_name(const core::OperatorBlock& block)
{
    return concat({"operator ", block.name});
}

void finish(core::Network& network, core::Session& session, std::uint32_t answer,
            const core::OperatorBlock& block, bool right)
{
    if (!right) {
        log_attempt(session, block.name, "refused: wrong password");
        was_wrong(network, session, throttled_name(block));
        return reply(network, session, Numeric::err_passwdmismatch);
    }
    was_right(network, session, throttled_name(block));
    log_attempt(session, block.name, "is an operator now");
    core::Entry entry = network.entry_by(session, Kind::oper, answer);
    entry.target = session.user->nick();
    entry.subject = block.name;
    entry.text = "+o";
    entry.flags = block.privileges.bits();
    network.propose(std::move(entry));
}

// A hash is checked off the loop.
void check_password(Context& context, const core::OperatorBlock& block)
{
    core::Network& network = context.network();
    core::Passwords* passwords = network.passwords();
    if (!block.password.starts_with('$') || passwords == nullptr) {
        const bool hashed = block.password.starts_with('$'); // is never the password itself
        return finish(network, context.session(), context.answer(), block,
                      !hashed && is_same_secret(context[1], block.password));
    }
    network.hold(context.session(), context.answer());
    passwords->check(
        block.password, std::string(context[1]),
        [&network, id = context.session().id, answer = context.answer(), block](bool right) {
            network.release(id, answer, [&](core::Session& session) {
                finish(network, session, answer, block, right);
            });
        });
}

// OPER name password
void oper(Context& context)
{
    const core::Session& session = context.session();
    const std::vector<core::OperatorBlock>& blocks = context.settings().operators;
    const auto block =
        std::find_if(blocks.begin(), blocks.end(),
                     [&](const core::OperatorBlock& one) { return one.name == context[0]; });
    if (block == blocks.end() || !lets_in(*block, context.user(), session)) {
        // A name that there is not may be the password, in the wrong place.
        log_attempt(session, block == blocks.end() ? "of nobody" : block->name,
                    "refused: no such operator, or not from there");
        return context.reply(Numeric::err_nooperhost);
    }
    if (!may_try(context.network(), session, throttled_name(*block))) {
        log_attempt(session, context[0], "refused: too many wrong passwords");
        return context.reply(Numeric::err_passwdmismatch);
    }
    check_password(context, *block);
}

// ---- what they do

// KILL nick :reason
void kill(Context& context)
{
    const core::User* victim = context.world().find_user(context[0]);
    if (victim == nullptr) {
        if (wire::matches(context[0], context.settings().name)) {
            return context.reply(Numeric::err_cantkillserver);
        }
        return context.refuse(core::Reason::no_such_nick, context[0]);
    }
    core::Entry entry = context.entry(Kind::quit);
    entry.user = victim->id;
    entry.source = victim->source();
    entry.account = victim->account;
    entry.subject = context.user().source();
    entry.text = cut_text(context[1], context.settings().limits.kick);
    entry.text = entry.text.empty() ? "No reason" : entry.text;
    context.propose(std::move(entry));
}

// WALLOPS :text
void wallops(Context& context)
{
    if (context[0].empty()) {
        return context.reply(Numeric::err_needmoreparams, {"WALLOPS"});
    }
    core::Entry entry = context.entry(Kind::wallops);
    entry.text = cut_text(context[0], context.settings().limits.topic);
    context.propose(std::move(entry));
}

// REHASH
void rehash(Context& context)
{
    context.reply(Numeric::rpl_rehashing, {"hubbubd.toml"});
    if (core::Maintenance* maintenance = context.network().maintenance()) {
        maintenance->rehash();
    }
}

// SAMODE #room changes [parameter...]
void samode(Context& context)
{
    const core::Channel* channel = context.world().find_channel(context[0]);
    if (channel == nullptr) {
        return context.refuse(core::Reason::no_such_channel, context[0]);
    }
    change_modes(context, *channel, {.forced = true});
}

void put_into(Context& context, const core::User& user, std::string_view name)
{
    const core::Channel* channel = context.world().find_channel(name);
    if (channel == nullptr && !wire::is_channel(name, context.settings().limits.channel)) {
        return context.refuse(core::Reason::bad_channel_name, name);
    }
    core::Entry entry = context.entry(Kind::join);
    entry.user = user.id;
    entry.source = user.source();
    entry.account = user.account;
    entry.target = channel != nullptr ? std::string_view(channel->name) : name;
    entry.text = user.real_name;
    entry.flags = core::join_forced;
    context.propose(std::move(entry));
}

// SAJOIN [nick] #room[,#room]
void sajoin(Context& context)
{
    const bool another = context.count() > 1;
    const core::User* user =
        another ? context.world().find_user(context[0]) : context.session().user;
    if (user == nullptr) {
        return context.refuse(core::Reason::no_such_nick, context[0]);
    }
    for (const std::string_view name : split(context[another ? 1 : 0], ',')) {
        if (!name.empty()) {
            put_into(context, *user, name);
        }
    }
}

bool is_host(std::string_view text)
{
    constexpr std::string_view marks = "-._:/";
    return !text.empty() && text.size() <= core::longest_host && text.front() != ':' &&
           std::all_of(text.begin(), text.end(), [&](char c) {
               const bool letter = ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z';
               return letter || is_digit(c) || marks.find(c) != std::string_view::npos;
           });
}

// CHGHOST nick [user] host
void chghost(Context& context)
{
    const core::User* user = context.world().find_user(context[0]);
    if (user == nullptr) {
        return context.refuse(core::Reason::no_such_nick, context[0]);
    }
    const std::string_view host = context[context.count() - 1];
    const std::string username =
        context.count() > 2 ? wire::tidy_username(context[1], context.settings().limits.user)
                            : std::string(user->username());
    if (!is_host(host)) {
        return context.reply(Numeric::err_unknownerror, {"CHGHOST", "Not a host"});
    }
    if (username == user->username() && host == user->host()) {
        return; // nobody needs to be told
    }
    core::Entry entry = context.entry(Kind::chghost);
    entry.user = user->id;
    entry.source = user->source();
    entry.account = user->account;
    entry.target = user->nick();
    entry.subject = username;
    entry.text = host;
    context.propose(std::move(entry));
}

} // namespace

void after_oper(core::Network& network, core::Session& session, const core::Entry&)
{
    ++network.tally().logins;
    reply(network, session, Numeric::rpl_youreoper);
}

std::span<const CommandSpec> oper_commands()
{
    using enum CommandSpec::Who;
    using enum CommandSpec::Waits;
    static constexpr auto rows = std::to_array<CommandSpec>({
        {"OPER", oper, 2, registered, for_all, 5, "OPER name password",
         "Becomes an operator of the server."},
        {"KILL", kill, 2, registered, for_all, 1, "KILL nick :reason",
         "Puts somebody off the server.", Privilege::kill},
        {"WALLOPS", wallops, 1, registered, for_all, 1, "WALLOPS :text",
         "Calls to all who have mode +w.", Privilege::wallops},
        {"REHASH", rehash, 0, registered, for_all, 1, "REHASH", "Rereads the configuration.",
         Privilege::rehash},
        {"SAMODE", samode, 2, registered, for_all, 1, "SAMODE #room changes [parameter...]",
         "Changes a room's modes whatever one's rank.", Privilege::samode},
        {"CHGHOST", chghost, 2, registered, for_all, 1, "CHGHOST nick [user] host",
         "Gives somebody another user name and host.", Privilege::samode},
        {"SAJOIN", sajoin, 1, registered, for_all, 1, "SAJOIN [nick] #room[,#room]",
         "Puts somebody into a room, whatever its door.", Privilege::samode},
    });
    return rows;
}

} // namespace hubbub::commands
