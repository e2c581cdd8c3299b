// SPDX-License-Identifier: MIT
#include "store/sent_table.h"

#include "base/strings.h"
#include "core/resend.h"
#include "wire/base64.h"

#include <sodium.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace hubbub::store {

namespace {

constexpr std::size_t most_remembered = 4'000'000; // some 300 MB
constexpr std::size_t forgotten_at_once = 1000;
constexpr Millis look_again = std::chrono::minutes(1);

std::int64_t millis_of(WallTime time)
{
    return time.time_since_epoch().count();
}

} // namespace

std::string sent_key(const core::Entry& entry)
{
    const std::string whole =
        concat({entry.once, "\n", std::to_string(static_cast<int>(entry.kind)), "\n", entry.text});
    std::array<unsigned char, crypto_generichash_BYTES_MIN> hash{};
    crypto_generichash(hash.data(), hash.size(),
                       reinterpret_cast<const unsigned char*>(whole.data()), whole.size(), nullptr,
                       0);
    return wire::to_base64({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

SentTable::SentTable(sqlite3* database)
    : database_(database), find_(database, "SELECT number, time FROM sent WHERE key = ?1"),
      add_(database, "INSERT INTO sent VALUES (?1, ?2, ?3)"),
      oldest_(database, "SELECT time FROM sent ORDER BY number LIMIT 1"),
      forget_(database, "DELETE FROM sent WHERE number IN (SELECT number FROM (SELECT number, time "
                        "FROM sent ORDER BY number LIMIT ?2) WHERE time < ?1)")
{
}

SentTable::Noted SentTable::note(core::Entry& entry)
{
    using Sending = core::Entry::Sending;
    const std::string key = sent_key(entry);
    const Statement::Step step = find_.bind(1, key).step();
    if (step == Statement::Step::row) {
        entry.sending = Sending::again;
        entry.number = static_cast<std::uint64_t>(find_.number(0));
        entry.time = WallTime(Millis(find_.number(1)));
    }
    find_.reset();
    if (step == Statement::Step::failed) {
        return Noted::failed;
    }
    if (step == Statement::Step::row || entry.sending != Sending::first) {
        return Noted::known;
    }
    const bool added = add_.bind(1, static_cast<std::int64_t>(entry.number))
                           .bind(2, millis_of(entry.time))
                           .bind(3, key)
                           .run();
    count_ = count_ ? std::optional(*count_ + 1) : count_;
    return added ? Noted::fresh : Noted::failed;
}

void SentTable::prune(WallTime now)
{
    const bool too_many = count_.value_or(0) > most_remembered;
    if (now < next_look_ && !too_many) {
        return;
    }
    if (!count_) {
        Statement count(database_, "SELECT count(*) FROM sent");
        const bool told = count.step() == Statement::Step::row;
        count_ = told ? static_cast<std::size_t>(count.number(0)) : 0;
    }
    const std::int64_t oldest = too_many ? INT64_MAX : millis_of(now - core::resend_memory);
    const std::size_t limit =
        too_many ? std::min(*count_ - most_remembered, forgotten_at_once) : forgotten_at_once;
    std::size_t forgotten = 0;
    if (forget_.bind(1, oldest).bind(2, static_cast<std::int64_t>(limit)).run()) {
        forgotten = static_cast<std::size_t>(sqlite3_changes(database_));
    }
    *count_ -= std::min(forgotten, *count_);
    next_look_ = now + look_again;
    if (forgotten == forgotten_at_once) {
        next_look_ = now; // there may be more
    } else if (oldest_.step() == Statement::Step::row) {
        next_look_ =
            std::max(next_look_, WallTime(Millis(oldest_.number(0))) + core::resend_memory);
    }
    oldest_.reset();
}

} // namespace hubbub::store
