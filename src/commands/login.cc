// SPDX-License-Identifier: MIT
#include "commands/login.h"

#include "base/diag.h"
#include "base/strings.h"
#include "commands/account.h"
#include "commands/followups.h"
#include "commands/reply.h"

#include <algorithm>
#include <utility>

namespace hubbub::commands {

namespace {

using wire::Numeric;

constexpr std::uint32_t by_sasl = 1; // in Entry::flags

// Checked for an account that is not there, so that the time does not tell that.
constexpr std::string_view nobodys_hash = "$argon2id$v=19$m=19456,t=2,p=1$c+0qMz11ADVZqxdfmeG0zQ$"
                                          "mRHZwsmI8C2TKLEA9h7qGIQU0IwNekU7qTOE8OQ2m6Y";

std::string source_of(const core::Session& session)
{
    if (session.user != nullptr) {
        return std::string(session.user->source());
    }
    const core::Registration& registration = *session.registration;
    const auto or_star = [](const std::string& text) { return text.empty() ? "*" : text; };
    return concat(
        {or_star(registration.nick), "!", or_star(registration.username), "@", registration.host});
}

void tell_logged_in(core::Network& network, core::Session& session, std::string_view account, By by)
{
    const std::string source = source_of(session);
    ++network.tally().logins;
    diag::info(concat({source, " (", session.address, ") is logged in as ", account}));
    reply(network, session, Numeric::rpl_loggedin,
          {source, account, concat({"You are now logged in as ", account})});
    if (by == By::sasl) {
        reply(network, session, Numeric::rpl_saslsuccess);
    }
}

} // namespace

void log_in(core::Network& network, core::Session& session, std::uint32_t answer,
            std::string_view account, By by)
{
    if (session.user == nullptr) {
        const core::Account* known = network.world().find_account(account);
        if (known == nullptr) {
            return reply(network, session, Numeric::err_saslfail);
        }
        session.registration->account = known->name;
        session.registration->account_created = known->created;
        return tell_logged_in(network, session, account, by);
    }
    core::Entry entry = network.entry_by(session, core::Kind::login, answer);
    entry.target = account;
    entry.flags = by == By::sasl ? by_sasl : 0;
    if (const core::MayRefuse refusal = network.check(entry)) {
        return reply(network, session, Numeric::err_saslfail);
    }
    network.propose(std::move(entry));
}

void log_out(core::Network& network, core::Session& session, std::uint32_t answer)
{
    core::Entry entry = network.entry_by(session, core::Kind::login, answer);
    network.propose(std::move(entry));
}

void after_login(core::Network& network, core::Session& session, const core::Entry& entry)
{
    if (entry.target.empty()) {
        reply(network, session, Numeric::rpl_loggedout, {source_of(session)});
    } else {
        tell_logged_in(network, session, session.user->account,
                       entry.flags == by_sasl ? By::sasl : By::password);
    }
    const core::User& user = *session.user;
    if (entry.account != user.account && session.has(core::Cap::account_notify)) {
        const std::string_view account = user.is_guest() ? "*" : std::string_view(user.account);
        network.outbox().aside(session, wire::Line(user.source(), "ACCOUNT", {account}));
    }
}

bool may_try(core::Network& network, const core::Session& session, std::string_view account)
{
    const std::size_t most = network.settings().throttle.logins_per_minute;
    const Instant now = network.clock().now();
    const std::string name = network.world().fold(account).text();
    if (network.logins().is_over(session.address, most, now) ||
        network.logins().is_over(name, most, now)) {
        was_wrong(network, session, account);
        return false;
    }
    network.logins().count(session.address, now);
    network.logins().count(name, now);
    return true;
}

namespace {

// Of an account or an operator. A name that there is not may be the password, in the wrong place.
std::string known_name(core::Network& network, std::string_view account)
{
    if (const core::Account* known = network.world().find_account(account)) {
        return known->name;
    }
    const std::vector<core::OperatorBlock>& blocks = network.settings().operators;
    const bool is_operator =
        std::any_of(blocks.begin(), blocks.end(), [&](const core::OperatorBlock& one) {
            return concat({"operator ", one.name}) == account;
        });
    return is_operator ? std::string(account) : "an account that there is not";
}

} // namespace

void was_wrong(core::Network& network, const core::Session& session, std::string_view account)
{
    ++network.tally().logins_refused;
    const std::string name = known_name(network, account);
    diag::info(concat({session.address, ": a login to ", name, " failed"}));
}

void was_right(core::Network& network, const core::Session& session, std::string_view account)
{
    network.logins().forgive(session.address);
    network.logins().forgive(network.world().fold(account).text());
}

void check_password(core::Network& network, core::Session& session, std::uint32_t answer,
                    std::string_view account, std::string_view password,
                    std::function<void(core::Session&, const std::string& account)> then)
{
    if (network.passwords() == nullptr || !may_try(network, session, account)) {
        return then(session, {});
    }
    if (const auto no = why_not_hash(network)) {
        standard_reply(network, session, "NOTE", "*", no->code, {}, no->sentence);
        return then(session, {});
    }
    const core::Account* known = network.world().find_account(account);
    const std::string hash = known == nullptr ? std::string(nobodys_hash) : known->verifiers.hash;
    network.hold(session, answer);
    network.passwords()->check(
        hash, std::string(password),
        [&network, id = session.id, answer, name = std::string(account), hash,
         then = std::move(then)](bool fits) {
            network.release(id, answer, [&](core::Session& waiting) {
                const core::Account* still = network.world().find_account(name);
                const bool right = fits && still != nullptr && still->verifiers.hash == hash;
                right ? was_right(network, waiting, name) : was_wrong(network, waiting, name);
                then(waiting, right ? still->name : std::string{});
            });
        });
}

} // namespace hubbub::commands
