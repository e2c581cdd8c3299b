// SPDX-License-Identifier: MIT
#include "commands/services.h"

#include "base/strings.h"
#include "commands/account.h"
#include "commands/families.h"
#include "commands/followups.h"
#include "commands/login.h"
#include "commands/reply.h"
#include "core/room_record.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace hubbub::commands {

namespace {

using core::Kind;
using Words = std::vector<std::string_view>;

constexpr std::string_view nickserv = "NickServ";
constexpr std::string_view chanserv = "ChanServ";

// One question to a service, while it is answered.
struct Asked {
    Context& context;
    std::string_view service;
    Words words; // behind the verb

    void says(std::string_view text) const
    {
        service_says(context.network(), context.session(), service, text);
    }
    // Null, and told so, when they are not logged in.
    const core::Account* account() const
    {
        const core::Account* own = context.world().find_account(context.user().account);
        if (own == nullptr) {
            says("You are not logged in: /msg NickServ IDENTIFY [account] password");
        }
        return own;
    }
};

// ---- NickServ

void register_nick(Asked& asked)
{
    Context& context = asked.context;
    const std::string nick(context.user().nick());
    if (const auto no =
            why_not_register(context.network(), context.session(), nick, asked.words[0])) {
        return asked.says(no->sentence + ".");
    }
    make_account(context.network(), context.session(), context.answer(), nick, asked.words[0],
                 Through::service);
}

// IDENTIFY [account] password
void identify(Asked& asked)
{
    Context& context = asked.context;
    if (!context.session().private_path) {
        return asked.says("Your password was shown to whoever listens, and not looked at: connect "
                          "with TLS, and change it.");
    }
    const bool named = asked.words.size() > 1;
    const std::string_view account = named ? asked.words[0] : context.user().nick();
    core::Network& network = context.network();
    check_password(
        network, context.session(), context.answer(), account, asked.words[named ? 1 : 0],
        [&network, answer = context.answer()](core::Session& session, const std::string& name) {
            if (!name.empty()) {
                return log_in(network, session, answer, name, By::password);
            }
            service_says(network, session, nickserv,
                         "That account and password do not belong together.");
        });
}

void logout(Asked& asked)
{
    if (asked.account() != nullptr) {
        log_out(asked.context.network(), asked.context.session(), asked.context.answer());
    }
}

void propose_change(core::Network& network, core::Session& session, std::uint32_t answer,
                    const core::Account& account, std::string_view done)
{
    core::Entry entry = network.entry_by(session, Kind::change_account, answer);
    entry.target = account.name;
    entry.subject = done; // what the owner is told
    entry.records = {
        {core::RecordChange::How::put, core::record_of(account, network.world().mapping())}};
    network.propose(std::move(entry));
}

// SET PASSWORD new
void set(Asked& asked)
{
    Context& context = asked.context;
    const core::Account* account = asked.account();
    if (account == nullptr) {
        return;
    }
    if (!equals_ignoring_case(asked.words[0], "PASSWORD")) {
        return asked.says("There is nothing else to set: SET PASSWORD new");
    }
    core::Network& network = context.network();
    if (const auto no = why_not_password(network, context.session(), asked.words[1])) {
        return asked.says(no->sentence + ".");
    }
    network.hold(context.session(), context.answer());
    network.passwords()->make(
        std::string(asked.words[1]), network.settings().accounts.scram_iterations,
        [&network, id = context.session().id, answer = context.answer(), name = account->name,
         created = account->created](Result<core::Verifiers> made) {
            network.release(id, answer, [&](core::Session& session) {
                const core::Account* known = network.world().find_account(name);
                const bool same = known != nullptr && known->created == created;
                if (!made || !same || session.user == nullptr) {
                    return service_says(network, session, nickserv,
                                        "The password was not changed: try again.");
                }
                core::Account changed = *known;
                changed.verifiers = made.take();
                propose_change(network, session, answer, changed, "Your password is changed.");
            });
        });
}

// CERT ADD|DEL|LIST [fingerprint]
void cert(Asked& asked)
{
    const core::Account* account = asked.account();
    if (account == nullptr) {
        return;
    }
    if (equals_ignoring_case(asked.words[0], "LIST")) {
        for (const std::string& one : account->fingerprints) {
            asked.says(one);
        }
        return asked.says(concat({std::to_string(account->fingerprints.size()), " certificates."}));
    }
    const std::string own = asked.context.session().rare->certificate;
    const std::string fingerprint =
        asked.words.size() > 1 ? to_lower(asked.words[1]) : to_lower(own);
    constexpr std::size_t sha256_digits = 64;
    if (fingerprint.size() != sha256_digits ||
        fingerprint.find_first_not_of("0123456789abcdef") != std::string::npos) {
        return asked.says("Give the SHA-256 of a certificate in hex, or connect with one.");
    }
    core::Account changed = *account;
    std::erase(changed.fingerprints, fingerprint);
    const bool adding = equals_ignoring_case(asked.words[0], "ADD");
    if (adding) {
        changed.fingerprints.push_back(fingerprint);
    }
    propose_change(asked.context.network(), asked.context.session(), asked.context.answer(),
                   changed, adding ? "The certificate is yours." : "The certificate is gone.");
}

// INFO [account]
void info(Asked& asked)
{
    const std::string_view name =
        asked.words.empty() ? asked.context.user().nick() : asked.words[0];
    const core::Account* account = asked.context.world().find_account(name);
    if (account == nullptr) {
        return asked.says(concat({name, " is no account."}));
    }
    asked.says(concat({account->name, " was registered on ",
                       wire::format_time(account->created).substr(0, 10), "."}));
}

// DROP account: its name, so that nobody does it by accident.
void drop(Asked& asked)
{
    const core::Account* account = asked.account();
    if (account == nullptr) {
        return;
    }
    if (!equals_ignoring_case(asked.words[0], account->name)) {
        return asked.says(concat({"To give up your account: DROP ", account->name}));
    }
    Context& context = asked.context;
    core::Entry entry = context.entry(Kind::drop_account);
    entry.target = account->name;
    entry.subject = "Your account is gone.";
    entry.records = {{core::RecordChange::How::erase,
                      core::record_of(*account, context.network().world().mapping())}};
    context.propose(std::move(entry));
}

// ---- ChanServ

// REGISTER #room
void register_room(Asked& asked)
{
    Context& context = asked.context;
    if (asked.account() == nullptr) {
        return;
    }
    if (!context.settings().channel_registration) {
        return asked.says("Rooms cannot be registered here.");
    }
    core::Entry entry = context.entry(Kind::register_room);
    entry.target = asked.words[0];
    entry.subject = "The room is yours.";
    if (const core::MayRefuse refusal = context.network().check(entry)) {
        return asked.says(refusal->reason == core::Reason::room_registered
                              ? "The room is somebody's already."
                              : "You must be an operator of that room, and in it.");
    }
    core::Channel future = *context.world().find_channel(entry.target);
    entry.target = future.name;
    future.founder = context.user().account;
    entry.records = {{core::RecordChange::How::put,
                      {std::string(core::room_shelf), future.folded.text(), write_room(future)}}};
    context.propose(std::move(entry));
}

// OP #room [nick]: to whoever holds that rank by their account.
void op_in_room(Asked& asked)
{
    Context& context = asked.context;
    const core::Account* account = asked.account();
    const core::Channel* room = context.world().find_channel(asked.words[0]);
    if (account == nullptr) {
        return;
    }
    const bool founder = room != nullptr &&
                         context.world().fold(room->founder) == context.world().fold(account->name);
    if (!founder || context.world().membership(context.user(), *room) == nullptr) {
        return asked.says("Only the founder of a room, who is in it, may do that.");
    }
    core::Entry entry = context.entry(Kind::mode);
    entry.target = room->name;
    entry.text = concat({"+o ", asked.words.size() > 1 ? asked.words[1] : context.user().nick()});
    context.propose(std::move(entry));
}

// INFO #room
void room_info(Asked& asked)
{
    const core::Channel* room = asked.context.world().find_channel(asked.words[0]);
    if (room == nullptr || !room->is_registered()) {
        return asked.says(concat({asked.words[0], " is not registered."}));
    }
    asked.says(concat({room->name, " belongs to ", room->founder, "; it was made on ",
                       wire::format_time(room->created).substr(0, 10), "."}));
}

// DROP #room
void drop_room(Asked& asked)
{
    Context& context = asked.context;
    core::Entry entry = context.entry(Kind::drop_room);
    entry.target = asked.words[0];
    entry.subject = "The room is nobody's now.";
    if (context.network().check(entry)) {
        return asked.says("Only the founder may do that.");
    }
    core::Channel future = *context.world().find_channel(entry.target);
    entry.target = future.name;
    future.founder.clear();
    future.account_ranks.clear();
    entry.records = {{core::RecordChange::How::put,
                      {std::string(core::room_shelf), future.folded.text(), write_room(future)}}};
    context.propose(std::move(entry));
}

// ---- the verbs

void help(Asked& asked);

struct Verb {
    std::string_view service;
    std::string_view name;
    std::size_t words; // at least so many behind it
    void (*run)(Asked& asked);
    std::string_view usage;
    std::string_view meaning;
};

constexpr std::array<Verb, 13> verbs = {{
    {nickserv, "REGISTER", 1, register_nick, "REGISTER password [email]",
     "makes an account of your nick"},
    {nickserv, "IDENTIFY", 1, identify, "IDENTIFY [account] password", "logs in"},
    {nickserv, "LOGOUT", 0, logout, "LOGOUT", "logs out"},
    {nickserv, "SET", 2, set, "SET PASSWORD new", "changes your password"},
    {nickserv, "CERT", 1, cert, "CERT ADD|DEL|LIST [fingerprint]", "certificates that log you in"},
    {nickserv, "INFO", 0, info, "INFO [account]", "tells of an account"},
    {nickserv, "DROP", 1, drop, "DROP account", "gives up your account"},
    {nickserv, "HELP", 0, help, "HELP", "tells this"},
    {chanserv, "REGISTER", 1, register_room, "REGISTER #room", "makes a room yours"},
    {chanserv, "OP", 1, op_in_room, "OP #room [nick]", "makes an operator"},
    {chanserv, "INFO", 1, room_info, "INFO #room", "tells whose a room is"},
    {chanserv, "DROP", 1, drop_room, "DROP #room", "gives up a room"},
    {chanserv, "HELP", 0, help, "HELP", "tells this"},
}};

void help(Asked& asked)
{
    for (const Verb& verb : verbs) {
        if (verb.service == asked.service) {
            asked.says(concat({verb.usage, " - ", verb.meaning}));
        }
    }
}

template <std::size_t First>
void ask_by_command(Context& context)
{
    std::string words;
    for (const std::string_view word : context.message().parameters) {
        words += concat({words.empty() ? "" : " ", word});
    }
    ask_service(context, First == 0 ? nickserv : chanserv, words);
}

} // namespace

void service_says(core::Network& network, core::Session& session, std::string_view service,
                  std::string_view text)
{
    const std::string source = concat({service, "!services@", network.settings().name});
    wire::Line line(source, "NOTICE", {nick_of(session), text});
    line.trailing = true;
    network.outbox().to(session, line);
}

void ask_service(Context& context, std::string_view service, std::string_view text)
{
    const std::string_view own = equals_ignoring_case(service, nickserv) ? nickserv : chanserv;
    Asked asked{context, own, words(text)};
    const std::string_view name = asked.words.empty() ? "HELP" : asked.words.front();
    const auto verb = std::find_if(verbs.begin(), verbs.end(), [&](const Verb& one) {
        return one.service == own && equals_ignoring_case(one.name, name);
    });
    if (verb == verbs.end()) {
        return asked.says(concat({"There is no ", name, ": HELP lists what there is."}));
    }
    if (!asked.words.empty()) {
        asked.words.erase(asked.words.begin());
    }
    if (asked.words.size() < verb->words) {
        return asked.says(concat({"Usage: ", verb->usage}));
    }
    verb->run(asked);
}

// The owner is told what was done, by the service that did it.
void after_service(core::Network& network, core::Session& session, const core::Entry& entry)
{
    const bool room = entry.kind == Kind::register_room || entry.kind == Kind::drop_room;
    service_says(network, session, room ? chanserv : nickserv, entry.subject);
}

std::span<const CommandSpec> service_commands()
{
    using enum CommandSpec::Who;
    using enum CommandSpec::Waits;
    static constexpr std::array<CommandSpec, 4> rows = {{
        {"NICKSERV", ask_by_command<0>, 0, registered, for_all, 3, "NICKSERV verb ...",
         "Asks NickServ about accounts; HELP lists its verbs."},
        {"NS", ask_by_command<0>, 0, registered, for_all, 3, "NS verb ...",
         "Asks NickServ, in short."},
        {"CHANSERV", ask_by_command<1>, 0, registered, for_all, 3, "CHANSERV verb ...",
         "Asks ChanServ about rooms; HELP lists its verbs."},
        {"CS", ask_by_command<1>, 0, registered, for_all, 3, "CS verb ...",
         "Asks ChanServ, in short."},
    }};
    return rows;
}

} // namespace hubbub::commands
