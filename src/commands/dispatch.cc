// SPDX-License-Identifier: MIT
#include "commands/dispatch.h"

#include "base/diag.h"
#include "base/strings.h"
#include "commands/account.h"
#include "commands/context.h"
#include "commands/families.h"
#include "commands/flood.h"
#include "commands/followups.h"
#include "commands/multiline.h"
#include "commands/refusals.h"
#include "commands/reply.h"
#include "wire/tags.h"
#include "wire/utf8.h"

#include <algorithm>
#include <array>
#include <string>

namespace hubbub::commands {

namespace {

using wire::Numeric;

constexpr std::size_t most_speech_in_flight = 256;
constexpr std::size_t longest_label = 64; // IRCv3 labeled-response
constexpr double batched_cost = 0.125;    // several lines, but one message

bool must_wait(const core::Session& session, const CommandSpec* spec)
{
    if (session.changes_in_flight > 0) {
        return true;
    }
    const bool speech = spec != nullptr && spec->waits == CommandSpec::Waits::not_speech;
    return session.speech_in_flight >= (speech ? most_speech_in_flight : 1);
}

std::string label_of(const core::Session& session, const wire::Message& message)
{
    if (!session.has(core::Cap::labeled_response)) {
        return {};
    }
    const std::optional<std::string> label = wire::find_tag(message.tags, "label");
    return label && label->size() <= longest_label ? *label : std::string{};
}

bool all_utf8(const wire::Message& message)
{
    return std::all_of(message.parameters.begin(), message.parameters.end(),
                       [](std::string_view parameter) { return wire::is_utf8(parameter); }) &&
           wire::is_utf8(message.tags);
}

// A web page that has been led here must not get a line in.
bool is_http(std::string_view command)
{
    constexpr std::array<std::string_view, 9> verbs = {
        "GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "PATCH", "CONNECT", "TRACE"};
    return std::find(verbs.begin(), verbs.end(), command) != verbs.end();
}

bool has_privilege(Context& context, const CommandSpec& spec)
{
    if (spec.needs == core::Privilege::none || context.user().rare->privileges.has(spec.needs)) {
        return true;
    }
    context.user().is_operator() ? context.reply(Numeric::err_noprivs, {core::name_of(spec.needs)})
                                 : context.reply(Numeric::err_noprivileges);
    return false;
}

void log_privileged(Context& context, const CommandSpec& spec)
{
    if (spec.needs == core::Privilege::none) {
        return;
    }
    std::string what(spec.name);
    for (const std::string_view parameter : context.message().parameters) {
        what += concat({" ", parameter});
    }
    diag::info(concat({context.user().source(), " as operator ", context.user().rare->operator_name,
                       ": ", what}));
}

void run(Context& context, const CommandSpec* spec)
{
    const wire::Message& message = context.message();
    const bool registered = context.session().user != nullptr;
    if (registered && take_into_batch(context)) {
        return;
    }
    if (!registered && is_http(message.command)) {
        context.network().doom(context.session(), "This is a chat server, not a web server");
    } else if (spec == nullptr) {
        registered ? context.reply(Numeric::err_unknowncommand, {message.command})
                   : context.reply(Numeric::err_notregistered);
    } else if (!registered && spec->who == CommandSpec::Who::registered) {
        context.reply(Numeric::err_notregistered);
    } else if (!all_utf8(message)) { // before anything is repeated
        context.fail("INVALID_UTF8", {}, "Text must be UTF-8: nothing was done");
    } else if (!has_privilege(context, *spec)) {
        return;
    } else if (context.count() < spec->parameters) {
        context.reply(Numeric::err_needmoreparams, {spec->name});
    } else {
        context.network().count_use(spec->name);
        log_privileged(context, *spec);
        spec->run(context);
    }
}

// All that work says is one answer, labelled if the line was.
template <typename Work>
void give_answer(core::Network& network, core::Session& session, const wire::Message& message,
                 Work&& work)
{
    const std::string label =
        is_batched(session, message) ? std::string{} : label_of(session, message);
    const std::uint32_t answer = label.empty() ? 0 : network.outbox().open_answer(session, label);
    {
        const core::Answering scope(network.outbox(), session.id, answer);
        Context context(network, session, message, answer);
        work(context);
    }
    network.outbox().answer_settled(session, answer);
}

// Who was put into a room by an operator is shown it, as who went there themselves.
void after_joins(core::Network& network, core::Session& session, const core::Entry& entry)
{
    if (session.user != nullptr && session.user->id == entry.user) {
        return after_join(network, session, entry);
    }
    const core::User* user = network.world().find(entry.user);
    for (core::Session* theirs : user->sessions) {
        core::Entry told = entry;
        told.origin = {theirs->id, 0};
        after_join(network, *theirs, told);
    }
}

} // namespace

Dispatch::Dispatch(core::Network& network) : network_(network)
{
    network.set_followup(*this);
}

Handled Dispatch::admit(core::Session& session, const CommandSpec* spec,
                        const wire::Message& message, double cost)
{
    if (must_wait(session, spec) || network_.must_wait_for_journal(session)) {
        return {Handled::Outcome::waits, {}};
    }
    const Instant now = network_.clock().now();
    if (const auto again =
            flood_delay(session, spec, message, network_.settings().throttle, cost, now)) {
        ++network_.tally().throttled[again->bucket];
        return {Handled::Outcome::later, again->until};
    }
    session.heard = now;
    return {};
}

Handled Dispatch::handle(core::Session& session, const wire::Message& message)
{
    const CommandSpec* spec = find_command(message.command);
    const double cost = is_batched(session, message) ? batched_cost
                        : spec != nullptr            ? spec->cost
                                                     : 1;
    const Handled admitted = admit(session, spec, message, cost);
    if (admitted.outcome == Handled::Outcome::done) {
        give_answer(network_, session, message, [&](Context& context) { run(context, spec); });
    }
    return admitted;
}

Handled Dispatch::refuse_length(core::Session& session, std::string_view line)
{
    wire::Message message;
    if (wire::parse(line, message) != wire::ParseError::none) {
        message = {};
    }
    const Handled admitted = admit(session, nullptr, message, 1);
    if (admitted.outcome != Handled::Outcome::done) {
        return admitted;
    }
    give_answer(network_, session, message, [&](Context& context) {
        context.reply(Numeric::err_inputtoolong);
        if (is_batched(session, message)) {
            lose_line_of_batch(context);
        }
    });
    return admitted;
}

void Dispatch::applied(core::Network& network, core::Session& session, const core::Entry& entry)
{
    switch (entry.kind) {
    case core::Kind::connect:
        return welcome(network, session);
    case core::Kind::join:
        return after_joins(network, session, entry);
    case core::Kind::user_mode:
        return after_user_mode(network, session, entry);
    case core::Kind::oper:
        return after_oper(network, session, entry);
    case core::Kind::server_ban:
        return after_server_ban(network, session, entry);
    case core::Kind::login:
        return after_login(network, session, entry);
    case core::Kind::change_account:
    case core::Kind::drop_account:
    case core::Kind::register_room:
    case core::Kind::drop_room:
        return after_service(network, session, entry);
    case core::Kind::add_account:
        return after_add_account(network, session, entry);
    case core::Kind::away:
        return after_away(network, session, entry);
    case core::Kind::invite:
        return after_invite(network, session, entry);
    default:
        return;
    }
}

void Dispatch::refused(core::Network& network, core::Session& session, const core::Entry& entry,
                       const core::Refusal& refusal)
{
    if (entry.kind == core::Kind::connect && session.registration != nullptr) {
        session.registration->proposed = false;
        session.registration->nick.clear();
    }
    if (entry.kind == core::Kind::add_account) {
        return refuse_account(network, session, entry, refusal);
    }
    if (entry.kind != core::Kind::notice || refusal.reason == core::Reason::not_stored) {
        send_refusal(network, session, command_of(entry.kind), refusal);
    }
}

void Dispatch::ticked(core::Network& network, core::Session& session)
{
    time_out_batch(network, session);
}

} // namespace hubbub::commands
