// SPDX-License-Identifier: MIT
// AUTHENTICATE: PLAIN, EXTERNAL and SCRAM-SHA-256. IRCv3 sasl 3.1 and 3.2.
#include "commands/families.h"

#include "base/strings.h"
#include "commands/context.h"
#include "commands/login.h"
#include "commands/reply.h"
#include "commands/scram.h"
#include "core/sasl.h"
#include "wire/base64.h"
#include "wire/sasl.h"
#include "wire/utf8.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace hubbub::commands {

namespace {

using wire::Numeric;

constexpr std::size_t longest = 8 * 1024; // bytes of all pieces together

// What to do with a whole message of the client. The exchange is the session's.
using Step = void (*)(Context& context, std::string_view message);

void fail(Context& context)
{
    context.session().rare.change().sasl.reset();
    context.reply(Numeric::err_saslfail);
}

void fail_later(core::Network& network, core::Session& session)
{
    reply(network, session, Numeric::err_saslfail);
}

void send_message(Context& context, std::string_view message)
{
    const std::string base64 = wire::to_base64(message);
    for (const std::string_view piece : wire::sasl_pieces(base64)) {
        context.send(wire::Line({}, "AUTHENTICATE", {piece}));
    }
}

// ---- PLAIN: [authzid] NUL authcid NUL password. RFC 4616 section 2.

void plain(Context& context, std::string_view message)
{
    const std::vector<std::string_view> parts = split(message, '\0');
    const bool well =
        parts.size() == 3 && !parts[1].empty() && !parts[2].empty() && wire::is_utf8(message);
    const core::World& world = context.world();
    if (!well || (!parts[0].empty() && world.fold(parts[0]) != world.fold(parts[1]))) {
        return fail(context);
    }
    context.session().rare.change().sasl.reset();
    core::Network& network = context.network();
    check_password(
        network, context.session(), context.answer(), parts[1], parts[2],
        [&network, answer = context.answer()](core::Session& session, const std::string& account) {
            account.empty() ? fail_later(network, session)
                            : log_in(network, session, answer, account, By::sasl);
        });
}

// ---- EXTERNAL: [authzid]; the certificate says who it is. RFC 4422 appendix A.

void external(Context& context, std::string_view message)
{
    const core::World& world = context.world();
    const core::Session& session = context.session();
    const core::Account* account =
        session.rare->certificate.empty()
            ? nullptr
            : world.find_account_by_certificate(session.rare->certificate);
    if (account == nullptr ||
        (!message.empty() && world.fold(message) != world.fold(account->name))) {
        return fail(context);
    }
    context.session().rare.change().sasl.reset();
    log_in(context.network(), context.session(), context.answer(), account->name, By::sasl);
}

// ---- SCRAM-SHA-256. RFC 5802 section 5: two messages of the client, and an empty one.

// The account has no such name, or cannot be told from it: the exchange goes on to its end, so
// that it does not tell which names exist. RFC 5802 section 9.
std::string made_up_verifier(core::Passwords& crypto, std::string_view name, unsigned iterations)
{
    const std::string salt = crypto.secret_of(name).substr(0, 16);
    const std::string key = wire::to_base64(crypto.sha256(crypto.nonce()));
    return concat({std::to_string(iterations), ",", wire::to_base64(salt), ",", key, ",", key});
}

std::string verifier_for(Context& context, std::string_view name)
{
    const core::Account* account = context.world().find_account(name);
    if (account != nullptr && !account->verifiers.scram.empty()) {
        return account->verifiers.scram;
    }
    return made_up_verifier(*context.network().passwords(), context.world().fold(name).text(),
                            context.settings().accounts.scram_iterations);
}

void scram_first(Context& context, std::string_view message)
{
    core::SaslExchange& exchange = *context.session().rare->sasl;
    const std::optional<ScramFirst> first = read_client_first(message);
    const core::World& world = context.world();
    const bool for_another =
        first && !first->acts_for.empty() && world.fold(first->acts_for) != world.fold(first->name);
    if (!first || for_another || !may_try(context.network(), context.session(), first->name)) {
        return fail(context);
    }
    const std::string nonces = first->nonce + context.network().passwords()->nonce();
    exchange.account = first->name;
    exchange.header = first->header;
    exchange.client_first_bare = first->bare;
    exchange.server_first = server_first(verifier_for(context, first->name), nonces).value_or("");
    send_message(context, exchange.server_first);
}

void scram_final(Context& context, std::string_view message)
{
    core::SaslExchange& exchange = *context.session().rare->sasl;
    const core::Account* account = context.world().find_account(exchange.account);
    const auto final = account == nullptr
                           ? std::nullopt
                           : server_final(*context.network().passwords(), account->verifiers.scram,
                                          exchange.header, exchange.client_first_bare,
                                          exchange.server_first, message);
    if (!final) {
        was_wrong(context.network(), context.session(), exchange.account);
        return fail(context);
    }
    was_right(context.network(), context.session(), exchange.account);
    exchange.account = account->name;
    exchange.proved = true;
    send_message(context, *final);
}

void scram(Context& context, std::string_view message)
{
    const core::SaslExchange& exchange = *context.session().rare->sasl;
    if (exchange.server_first.empty()) {
        return scram_first(context, message);
    }
    if (!exchange.proved) {
        return scram_final(context, message);
    }
    if (!message.empty()) {
        return fail(context);
    }
    const std::string account = exchange.account;
    context.session().rare.change().sasl.reset();
    log_in(context.network(), context.session(), context.answer(), account, By::sasl);
}

// ---- the mechanisms

struct Mechanism {
    std::string_view name;
    Step step;
    bool shows_password; // to whoever listens
};

constexpr std::array<Mechanism, 3> mechanisms = {{
    {"PLAIN", plain, true},
    {"EXTERNAL", external, false},
    {"SCRAM-SHA-256", scram, false},
}};

const Mechanism* find_mechanism(const core::Settings& settings, std::string_view name)
{
    for (const Mechanism& mechanism : mechanisms) {
        if (equals_ignoring_case(mechanism.name, name) &&
            core::offers_mechanism(settings, mechanism.name)) {
            return &mechanism;
        }
    }
    return nullptr;
}

void start(Context& context, std::string_view name)
{
    const Mechanism* mechanism = find_mechanism(context.settings(), name);
    const bool lost =
        mechanism != nullptr && mechanism->shows_password && !context.session().private_path;
    if (mechanism == nullptr || context.network().passwords() == nullptr) {
        context.reply(Numeric::rpl_saslmechs, {core::offered_mechanisms(context.settings())});
        return fail(context);
    }
    if (lost) {
        context.network().outbox().to(
            context.session(),
            wire::Line(context.settings().name, "NOTE",
                       {"AUTHENTICATE", "NEEDS_TLS",
                        "PLAIN would show the password to whoever listens: use TLS"}));
        return fail(context);
    }
    std::unique_ptr<core::SaslExchange>& exchange = context.session().rare.change().sasl;
    exchange = std::make_unique<core::SaslExchange>();
    exchange->mechanism = mechanism->name;
    send_message(context, {});
}

void go_on(Context& context, std::string_view piece)
{
    core::SaslExchange& exchange = *context.session().rare->sasl;
    if (piece.size() > wire::sasl_piece) {
        context.session().rare.change().sasl.reset();
        return context.reply(Numeric::err_sasltoolong);
    }
    if (exchange.received.size() + piece.size() > longest) {
        return fail(context); // 905 is for one piece; sasl-3.1, "Numerics used by this extension"
    }
    if (piece != "+") {
        exchange.received += piece;
    }
    if (piece.size() == wire::sasl_piece) {
        return; // there is more to come
    }
    const std::optional<std::string> message =
        wire::from_base64(std::exchange(exchange.received, {}));
    const Mechanism* mechanism = find_mechanism(context.settings(), exchange.mechanism);
    if (!message || mechanism == nullptr) {
        return fail(context);
    }
    mechanism->step(context, *message);
}

// AUTHENTICATE mechanism | base64 | + | *
void authenticate(Context& context)
{
    core::Session& session = context.session();
    if (context[0] == "*") {
        session.rare.change().sasl.reset();
        return context.reply(Numeric::err_saslaborted);
    }
    session.rare->sasl == nullptr ? start(context, context[0]) : go_on(context, context[0]);
}

} // namespace

std::span<const CommandSpec> sasl_commands()
{
    using enum CommandSpec::Who;
    using enum CommandSpec::Waits;
    static constexpr std::array<CommandSpec, 1> rows = {{
        {"AUTHENTICATE", authenticate, 1, anyone, for_all, 2, "AUTHENTICATE mechanism|base64|+|*",
         "Logs in by SASL."},
    }};
    return rows;
}

} // namespace hubbub::commands
