// SPDX-License-Identifier: MIT
// REGISTER and VERIFY. IRCv3 account-registration.
#include "commands/account.h"

#include "base/diag.h"
#include "base/strings.h"
#include "commands/context.h"
#include "commands/families.h"
#include "commands/followups.h"
#include "commands/login.h"
#include "commands/reply.h"
#include "commands/services.h"
#include "wire/graphemes.h"
#include "wire/names.h"

#include <array>
#include <string>
#include <utility>

namespace hubbub::commands {

namespace {

constexpr std::size_t longest_password = 300; // bytes
constexpr std::uint32_t through_service = 1;  // in Entry::flags
constexpr std::string_view connect_first = "Finish connecting first";
constexpr std::string_view exists_already = "That account exists already";
constexpr std::string_view as_many_accounts =
    "There are as many accounts as this server may have: ask its operators";
constexpr std::string_view has_account = "You are logged in to an account already";

bool is_logged_in(const core::Session& session)
{
    return session.user != nullptr ? !session.user->is_guest()
                                   : !session.registration->account.empty();
}

// What the journal decided, or found before.
WhyNot why_not(core::Reason reason)
{
    switch (reason) {
    case core::Reason::account_exists:
        return {"ACCOUNT_EXISTS", std::string(exists_already)};
    case core::Reason::too_many_accounts:
        return {"TEMPORARILY_UNAVAILABLE", std::string(as_many_accounts)};
    default:
        return {"TEMPORARILY_UNAVAILABLE",
                "The account cannot be stored at the moment: try again in a while"};
    }
}

void tell_why_not(core::Network& network, core::Session& session, std::string_view account,
                  Through through, core::Reason reason)
{
    const WhyNot no = why_not(reason);
    if (through == Through::service) {
        return service_says(network, session, "NickServ", no.sentence + ".");
    }
    standard_reply(network, session, "FAIL", "REGISTER", no.code, {account}, no.sentence);
}

void propose_account(core::Network& network, core::Session& session, std::uint32_t answer,
                     const std::string& name, core::Verifiers verifiers, Through through)
{
    core::Account account;
    account.name = name;
    account.verifiers = std::move(verifiers);
    account.created = network.clock().wall();
    core::Entry entry;
    entry.kind = core::Kind::add_account;
    entry.target = name;
    entry.origin = {session.id, answer};
    entry.flags = through == Through::service ? through_service : 0;
    entry.records = {
        {core::RecordChange::How::add, core::record_of(account, network.world().mapping())}};
    if (const core::MayRefuse refusal = network.check(entry)) {
        return refuse_account(network, session, entry, *refusal);
    }
    network.propose(std::move(entry));
}

// Its nick, or the one that it wished for and somebody else has.
std::string_view wished_nick(const core::Session& session)
{
    const bool nameless = session.user == nullptr && session.registration->nick.empty();
    return nameless && !session.registration->taken_nick.empty()
               ? std::string_view(session.registration->taken_nick)
               : nick_of(session);
}

// REGISTER account|* email|* password
void register_account(Context& context)
{
    const std::string name(context[0] == "*" ? wished_nick(context.session()) : context[0]);
    if (const auto no = why_not_register(context.network(), context.session(), name, context[2])) {
        const bool nameless = no->code == "NEED_NICK"; // has a "*" in any case
        return context.fail(no->code, {nameless ? "*" : std::string_view(name)}, no->sentence);
    }
    make_account(context.network(), context.session(), context.answer(), name, context[2],
                 Through::command);
}

// VERIFY account code: no code is ever asked for.
void verify(Context& context)
{
    const core::Session& session = context.session();
    if (session.user == nullptr && !context.settings().accounts.before_connect) {
        return context.fail("COMPLETE_CONNECTION_REQUIRED", {context[0]}, connect_first);
    }
    if (is_logged_in(session)) {
        return context.fail("ALREADY_AUTHENTICATED", {context[0]}, has_account);
    }
    context.fail("INVALID_CODE", {context[0]}, "No account here waits for a code");
}

} // namespace

bool is_service(std::string_view nick)
{
    return equals_ignoring_case(nick, "NickServ") || equals_ignoring_case(nick, "ChanServ");
}

std::optional<WhyNot> why_not_register(core::Network& network, const core::Session& session,
                                       std::string_view account, std::string_view password)
{
    const core::AccountSettings& settings = network.settings().accounts;
    const core::World& world = network.world();
    const std::string_view nick = nick_of(session);
    if (!settings.registration || network.passwords() == nullptr) {
        return WhyNot{"DISALLOWED", "Accounts cannot be registered here"};
    }
    if (session.user == nullptr && !settings.before_connect) {
        return WhyNot{"COMPLETE_CONNECTION_REQUIRED", std::string(connect_first)};
    }
    if (is_logged_in(session)) {
        return WhyNot{"ALREADY_AUTHENTICATED", std::string(has_account)};
    }
    if (world.find_account(account) != nullptr) {
        return WhyNot{"ACCOUNT_EXISTS", std::string(exists_already)};
    }
    if (nick == "*" && world.find_user(account) != nullptr) {
        return WhyNot{"ACCOUNT_EXISTS", "That name is somebody else's nick"};
    }
    if (nick == "*") {
        return WhyNot{"NEED_NICK", "Choose a nick first: the account takes its name"};
    }
    if (!wire::is_nick(account, network.settings().limits.nick) || is_service(account)) {
        return WhyNot{"BAD_ACCOUNT_NAME", "An account cannot have that name"};
    }
    if (world.fold(account) != world.fold(nick)) {
        return WhyNot{"ACCOUNT_NAME_MUST_BE_NICK", "The account must have your nick as its name"};
    }
    const std::size_t most = network.settings().limits.accounts;
    if (most != 0 && world.accounts() >= most) {
        return WhyNot{"TEMPORARILY_UNAVAILABLE", std::string(as_many_accounts)};
    }
    return why_not_password(network, session, password);
}

std::optional<WhyNot> why_not_password(core::Network& network, const core::Session& session,
                                       std::string_view password)
{
    const std::size_t least = network.settings().accounts.min_password;
    if (wire::graphemes_in(password) < least) {
        return WhyNot{"WEAK_PASSWORD", concat({"The password is too short: it needs ",
                                               std::to_string(least), " characters at least"})};
    }
    if (password.size() > longest_password) {
        return WhyNot{"UNACCEPTABLE_PASSWORD", "The password is too long"};
    }
    if (!session.private_path) {
        return WhyNot{"UNACCEPTABLE_PASSWORD",
                      "The password would be shown to whoever listens: connect with TLS"};
    }
    return why_not_hash(network);
}

std::optional<WhyNot> why_not_hash(core::Network& network)
{
    const std::size_t most = network.settings().limits.passwords;
    if (most != 0 && network.passwords()->waiting() >= most) {
        return WhyNot{"TEMPORARILY_UNAVAILABLE",
                      "Too many passwords are being checked: try again in a minute"};
    }
    return std::nullopt;
}

void make_account(core::Network& network, core::Session& session, std::uint32_t answer,
                  const std::string& name, std::string_view password, Through through)
{
    network.hold(session, answer);
    network.passwords()->make(
        std::string(password), network.settings().accounts.scram_iterations,
        [&network, id = session.id, answer, name, through](Result<core::Verifiers> made) {
            network.release(id, answer, [&](core::Session& waiting) {
                made ? propose_account(network, waiting, answer, name, made.take(), through)
                     : tell_why_not(network, waiting, name, through, core::Reason::not_stored);
            });
        });
}

void refuse_account(core::Network& network, core::Session& session, const core::Entry& entry,
                    const core::Refusal& refusal)
{
    tell_why_not(network, session, refusal.subject,
                 entry.flags == through_service ? Through::service : Through::command,
                 refusal.reason);
}

void after_add_account(core::Network& network, core::Session& session, const core::Entry& entry)
{
    diag::info(concat({session.address, ": registered the account ", entry.target}));
    if (entry.flags == through_service) {
        service_says(network, session, "NickServ",
                     concat({"The account ", entry.target, " is registered."}));
    } else {
        wire::Line line(network.settings().name, "REGISTER",
                        {"SUCCESS", entry.target, "The account is registered"});
        line.trailing = true;
        network.outbox().to(session, line);
    }
    log_in(network, session, entry.origin.answer, entry.target, By::password);
}

std::span<const CommandSpec> account_commands()
{
    using enum CommandSpec::Who;
    using enum CommandSpec::Waits;
    static constexpr std::array<CommandSpec, 2> rows = {{
        {"REGISTER", register_account, 3, anyone, for_all, 5, "REGISTER account|* email|* password",
         "Registers an account."},
        {"VERIFY", verify, 2, anyone, for_all, 2, "VERIFY account code",
         "Answers a code; none is asked for here."},
    }};
    return rows;
}

} // namespace hubbub::commands
