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

// No MODE tells of +r, for these lines do.
void become(Stage& stage, User& user, std::string_view account)
{
    user.account = account;
    stage.world.set_mode(user, 'r', !account.empty());
    const wire::Line line(user.source(), "ACCOUNT", {account.empty() ? "*" : account});
    stage.outbox.to(Audience::neighbours_of(user).and_monitors().with(Cap::account_notify), line);
}

// Who has not asked for it is told all the same: 901 is sent "when the user's account name is
// unset, whether by SASL or otherwise". sasl-3.1, "Numerics used by this extension".
void tell_logged_out(Stage& stage, const User& user)
{
    const wire::NumericRow& row = wire::row_of(wire::Numeric::rpl_loggedout);
    wire::Line numeric(stage.settings.name, row.code, {user.nick(), user.source(), row.text});
    numeric.trailing = true;
    const wire::Line event(user.source(), "ACCOUNT", {"*"});
    for (Session* session : user.sessions) {
        stage.outbox.aside(*session, numeric);
        if (session->has(Cap::account_notify)) {
            stage.outbox.aside(*session, event);
        }
    }
}

} // namespace

// add account: target its name; its record
MayRefuse check_add_account(const World& world, const Settings& settings, const Entry& entry)
{
    if (world.find_account(entry.target) != nullptr) {
        return refuse(Reason::account_exists, entry.target);
    }
    const std::size_t most = settings.limits.accounts;
    if (most != 0 && world.accounts() >= most) {
        return refuse(Reason::too_many_accounts, entry.target);
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
        become(stage, *user, {});
        tell_logged_out(stage, *user);
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

// Who asked for it is answered by the command, first with its numerics.
void apply_login(Stage& stage, Entry& entry)
{
    User& user = *stage.world.find(entry.user);
    const Account* account = stage.world.find_account(entry.target);
    const std::string name = account == nullptr ? std::string{} : account->name;
    if (user.account != name) {
        become(stage, user, name);
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
