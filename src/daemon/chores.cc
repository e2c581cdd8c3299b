// SPDX-License-Identifier: MIT
#include "daemon/chores.h"

#include "base/strings.h"
#include "commands/account.h"
#include "core/account.h"
#include "core/registered_rooms.h"
#include "core/room_record.h"
#include "daemon/ask_password.h"
#include "store/sodium_passwords.h"
#include "store/sqlite_journal.h"
#include "wire/graphemes.h"
#include "wire/line.h"
#include "wire/names.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace hubbub::daemon {

namespace {

using core::Account;
using core::RecordChange;
using How = RecordChange::How;

int fail(std::string_view sentence)
{
    std::fprintf(stderr, "hubbubd: %.*s\n", static_cast<int>(sentence.size()), sentence.data());
    return 1;
}

int done(std::string_view sentence)
{
    std::printf("%.*s\n", static_cast<int>(sentence.size()), sentence.data());
    return 0;
}

// Nobody else waits here.
class AtOnce final : public SlowWork {
    void run(std::function<void()> work, std::function<void()> after, Micros) override
    {
        work();
        after();
    }
};

// The accounts of a server that does not run: while it runs, its database is locked.
class Accounts {
  public:
    static Result<std::unique_ptr<Accounts>> open(const std::string& directory)
    {
        std::unique_ptr<Accounts> made(new Accounts);
        Result<std::unique_ptr<store::SqliteJournal>> journal = store::SqliteJournal::open(
            directory + "/hubbub.db", {}, made->clock_, {made->work_, made->work_, made->work_});
        if (!journal) {
            return Error{concat({journal.error().sentence,
                                 "; while the server runs, people register with REGISTER or "
                                 "NickServ"})};
        }
        made->journal_ = journal.take();
        return made;
    }

    Result<std::vector<Account>> all()
    {
        Result<std::vector<core::Record>> records = journal_->records();
        if (!records) {
            return records.error();
        }
        std::vector<Account> accounts;
        for (const core::Record& record : *records) {
            if (record.shelf != core::account_shelf) {
                continue;
            }
            Result<Account> account = core::read_account(record);
            if (!account) {
                return account.error();
            }
            accounts.push_back(account.take());
        }
        return accounts;
    }

    std::optional<Account> find(const std::string& name)
    {
        Result<std::vector<Account>> accounts = all();
        for (Account& account : accounts ? *accounts : std::vector<Account>{}) {
            if (wire::fold(account.name, wire::Casemapping::ascii) ==
                wire::fold(name, wire::Casemapping::ascii)) {
                return std::move(account);
            }
        }
        return std::nullopt;
    }

    // Whether it is on disk.
    bool change(core::Kind kind, How how, const Account& account)
    {
        core::Entry entry;
        entry.kind = kind;
        entry.target = account.name;
        entry.records = {{how, core::record_of(account, wire::Casemapping::ascii)}};
        if (how == How::erase) {
            give_up_rooms(account, entry.records);
        }
        journal_->propose(std::move(entry));
        std::vector<core::Outcome> outcomes;
        while (outcomes.empty() && journal_->take(outcomes)) {
        }
        journal_->take(outcomes);
        return !outcomes.empty() && outcomes.front().committed;
    }

    const Clock& clock() const { return clock_; }

  private:
    Accounts() = default;

    void give_up_rooms(const Account& account, core::RecordChanges& changes)
    {
        constexpr auto mapping = wire::Casemapping::ascii;
        Result<std::vector<core::Record>> records = journal_->records();
        for (core::Record& record : records ? *records : std::vector<core::Record>{}) {
            core::Channel room;
            const bool is_room =
                record.shelf == core::room_shelf && core::read_room(record.value, room);
            if (is_room && forget_account(room, wire::fold(account.name, mapping), mapping)) {
                changes.push_back({How::put, {record.shelf, record.key, write_room(room)}});
            }
        }
    }

    SystemClock clock_;
    AtOnce work_;
    std::unique_ptr<store::SqliteJournal> journal_;
};

Result<core::Verifiers> ask_verifiers(const Config& config)
{
    const Result<std::string> password = ask_password();
    if (!password) {
        return password.error();
    }
    const std::size_t least = config.settings.accounts.min_password;
    if (wire::graphemes_in(*password) < least) {
        return Error{
            concat({"the password is too short: it needs ", std::to_string(least), " characters"})};
    }
    return store::SodiumPasswords::verifiers_of(*password,
                                                config.settings.accounts.scram_iterations,
                                                store::SodiumPasswords::Effort::usual);
}

// ---- the chores

int hash(const CommandLine&, const Config& config)
{
    const Result<core::Verifiers> made = ask_verifiers(config);
    return made ? done(made->hash) : fail(made.error().sentence);
}

int add(const CommandLine& line, const Config& config, Accounts& accounts)
{
    if (!wire::is_nick(line.account, config.settings.limits.nick) ||
        commands::is_service(line.account)) {
        return fail(concat({"\"", line.account, "\" cannot be a nick, and so no account"}));
    }
    if (accounts.find(line.account)) {
        return fail(concat({"the account ", line.account, " exists already"}));
    }
    Result<core::Verifiers> made = ask_verifiers(config);
    if (!made) {
        return fail(made.error().sentence);
    }
    Account account;
    account.name = line.account;
    account.created = accounts.clock().wall();
    account.verifiers = made.take();
    return accounts.change(core::Kind::add_account, How::add, account)
               ? done(concat({"added ", line.account}))
               : fail("the account could not be stored");
}

int list(const CommandLine&, const Config&, Accounts& accounts)
{
    const Result<std::vector<Account>> all = accounts.all();
    if (!all) {
        return fail(all.error().sentence);
    }
    for (const Account& account : *all) {
        done(concat({account.name, "  ", wire::format_time(account.created)}));
    }
    return 0;
}

int remove(const CommandLine& line, const Config&, Accounts& accounts)
{
    const std::optional<Account> account = accounts.find(line.account);
    if (!account) {
        return fail(concat({"there is no account ", line.account}));
    }
    return accounts.change(core::Kind::drop_account, How::erase, *account)
               ? done(concat({"removed ", account->name}))
               : fail("the change could not be stored");
}

int change(const CommandLine& line, Accounts& accounts,
           const std::function<Result<void>(Account&)>& how)
{
    std::optional<Account> account = accounts.find(line.account);
    if (!account) {
        return fail(concat({"there is no account ", line.account}));
    }
    if (const Result<void> well = how(*account); !well) {
        return fail(well.error().sentence);
    }
    return accounts.change(core::Kind::change_account, How::put, *account)
               ? done(concat({"changed ", account->name}))
               : fail("the change could not be stored");
}

int password(const CommandLine& line, const Config& config, Accounts& accounts)
{
    return change(line, accounts, [&config](Account& account) -> Result<void> {
        Result<core::Verifiers> made = ask_verifiers(config);
        if (!made) {
            return made.error();
        }
        account.verifiers = made.take();
        return {};
    });
}

int certificate(const CommandLine& line, const Config&, Accounts& accounts)
{
    return change(line, accounts, [&line](Account& account) -> Result<void> {
        const std::string fingerprint = to_lower(line.fingerprint);
        constexpr std::size_t sha256_digits = 64;
        if (fingerprint.size() != sha256_digits ||
            fingerprint.find_first_not_of("0123456789abcdef") != std::string::npos) {
            return Error{"a fingerprint is the SHA-256 of a certificate: 64 digits in hex"};
        }
        if (std::erase(account.fingerprints, fingerprint) == 0) {
            account.fingerprints.push_back(fingerprint);
        }
        return {};
    });
}

struct AccountChore {
    Chore chore;
    int (*run)(const CommandLine& line, const Config& config, Accounts& accounts);
};

constexpr std::array<AccountChore, 5> account_chores = {{
    {Chore::account_add, add},
    {Chore::account_list, list},
    {Chore::account_remove, remove},
    {Chore::account_password, password},
    {Chore::account_cert, certificate},
}};

} // namespace

int run_chore(const CommandLine& line, const Config& config)
{
    if (line.chore == Chore::hash) {
        return hash(line, config);
    }
    if (config.state == "none") {
        return fail("nothing is kept with --data none, and so no account");
    }
    Result<std::unique_ptr<Accounts>> accounts = Accounts::open(config.state);
    if (!accounts) {
        return fail(accounts.error().sentence);
    }
    const auto row = std::find_if(account_chores.begin(), account_chores.end(),
                                  [&](const AccountChore& one) { return one.chore == line.chore; });
    return row->run(line, config, **accounts);
}

} // namespace hubbub::daemon
