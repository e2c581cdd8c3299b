// SPDX-License-Identifier: MIT
// Accounts: they are made, changed and given up, and people log in to them and out. IRCv3
// account-notify, sasl.
#include "core/account.h"
#include "core/audience.h"
#include "core/outbox.h"
#include "core/registered_rooms.h"
#include "core/render.h"
#include "core/themes.h"

#include "base/ensure.h"
#include "base/strings.h"
#include "wire/numerics.h"

#include <string>
#include <vector>

namespace hubbub::core {

namespace {

const Record& record_in(const Entry& entry)
{
    HUBBUB_ENSURE(!entry.records.empty());
    return entry.records.front().record;
}

// 900 or 901, which are sent "when the user's account name is set" or unset, "whether by SASL or
// otherwise": sasl-3.1, "Numerics used by this extension". No MODE repeats it.
void tell_user(Stage& stage, const User& user, Session& session)
{
    const bool out = user.is_guest();
    const wire::NumericRow& row =
        wire::row_of(out ? wire::Numeric::rpl_loggedout : wire::Numeric::rpl_loggedin);
    const std::string now = concat({"You are now logged in as ", user.account});
    wire::Line line(stage.settings.name, row.code, {user.nick, user.source});
    if (!out) {
        line.parameters.push_back(user.account);
    }
    line.parameters.push_back(out ? row.text : std::string_view(now));
    line.trailing = true;
    stage.outbox.aside(session, line);
}

// asking: is answered by the command that did it; nobody, if null.
void become(Stage& stage, User& user, std::string_view account, const Session* asking)
{
    user.account = account;
    account.empty() ? user.modes.clear('r') : user.modes.set('r');
    const wire::Line line(user.source, "ACCOUNT", {account.empty() ? "*" : account});
    stage.outbox.to(Audience::neighbours_of(user).and_monitors().with(Cap::account_notify), line);
    for (Session* session : user.sessions) {
        if (session == asking) {
            continue;
        }
        tell_user(stage, user, *session);
        if (session->has(Cap::account_notify)) {
            stage.outbox.aside(*session, line);
        }
    }
}

} // namespace

// add account: target its name; its record
MayRefuse check_add_account(const World& world, const Settings&, const Entry& entry)
{
    if (world.find_account(entry.target) != nullptr) {
        return refuse(Reason::account_exists, entry.target);
    }
    return {};
}

void apply_put_account(Stage& stage, Entry& entry)
{
    Result<Account> account = read_account(record_in(entry));
    HUBBUB_ENSURE(account);
    stage.world.put_account(account.take());
}

// change account, drop account: target its name
MayRefuse check_account(const World& world, const Settings&, const Entry& entry)
{
    if (world.find_account(entry.target) == nullptr) {
        return refuse(Reason::no_such_account, entry.target);
    }
    return {};
}

void apply_drop_account(Stage& stage, Entry& entry)
{
    std::vector<User*> members;
    stage.world.each_user([&](User& user) {
        if (stage.world.fold(user.account) == stage.world.fold(entry.target)) {
            members.push_back(&user);
        }
    });
    for (User* user : members) {
        become(stage, *user, {}, nullptr);
    }
    forget_account(stage, entry.target);
    stage.world.remove_account(entry.target);
}

// login: target the account; empty: out
MayRefuse check_login(const World& world, const Settings&, const Entry& entry)
{
    if (world.find(entry.user) == nullptr) {
        return refuse(Reason::no_such_nick, entry.source);
    }
    if (!entry.target.empty() && world.find_account(entry.target) == nullptr) {
        return refuse(Reason::no_such_account, entry.target);
    }
    return {};
}

void apply_login(Stage& stage, Entry& entry)
{
    User& user = *stage.world.find(entry.user);
    const Account* account = stage.world.find_account(entry.target);
    const std::string name = account == nullptr ? std::string{} : account->name;
    if (user.account != name) {
        become(stage, user, name, stage.origin);
    }
}

Result<void> restore_account(World& world, const Settings&, const Record& record)
{
    Result<Account> account = read_account(record);
    if (!account) {
        return account.error();
    }
    world.put_account(account.take());
    return {};
}

} // namespace hubbub::core
