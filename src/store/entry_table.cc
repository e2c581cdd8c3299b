// SPDX-License-Identifier: MIT
#include "store/entry_table.h"

#include "base/strings.h"

#include <sqlite3.h>

#include <algorithm>

namespace hubbub::store {

namespace {

constexpr std::int64_t most_forgotten_at_once = 100;
constexpr std::size_t counted_ahead = 10000; // so that a backlog is not counted at each step

std::int64_t to_number(WallTime time)
{
    return time.time_since_epoch().count();
}

} // namespace

EntryTable::EntryTable(sqlite3* database, std::string_view name)
    : database_(database),
      insert_(database,
              concat({"INSERT INTO ", name, " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"})),
      amend_(database, concat({"UPDATE ", name,
                               " SET source = ?3, account = ?4, target = ?5, subject = ?6, "
                               "text = ?7 WHERE conversation = ?1 AND number = ?2"})),
      forget_(database, concat({"DELETE FROM ", name, " WHERE conversation = ?1 AND number = ?2"})),
      forget_first_(database, concat({"DELETE FROM ", name,
                                      " WHERE conversation = ?1 AND number IN (SELECT number FROM ",
                                      name, " WHERE conversation = ?1 ORDER BY number LIMIT ?2)"})),
      forget_old_(
          database,
          concat({"DELETE FROM ", name,
                  " WHERE conversation = ?1 AND number IN (SELECT number FROM (SELECT "
                  "number, time FROM ",
                  name, " WHERE conversation = ?1 ORDER BY number LIMIT ?3) WHERE time < ?2)"})),
      count_(database, concat({"SELECT count(*) FROM (SELECT 1 FROM ", name,
                               " WHERE conversation = ?1 LIMIT ?2)"}))
{
}

bool EntryTable::insert(std::int64_t conversation, const core::Entry& entry)
{
    return insert_.bind(1, conversation)
        .bind(2, static_cast<std::int64_t>(entry.number))
        .bind(3, to_number(entry.time))
        .bind(4, static_cast<std::int64_t>(entry.kind))
        .bind(5, entry.source)
        .bind(6, entry.account)
        .bind(7, entry.target)
        .bind(8, entry.subject)
        .bind(9, entry.text)
        .bind(10, entry.tags)
        .run();
}

bool EntryTable::amend(std::int64_t conversation, const core::Entry& entry)
{
    return amend_.bind(1, conversation)
        .bind(2, static_cast<std::int64_t>(entry.number))
        .bind(3, entry.source)
        .bind(4, entry.account)
        .bind(5, entry.target)
        .bind(6, entry.subject)
        .bind(7, entry.text)
        .run();
}

bool EntryTable::forget(std::int64_t conversation, const core::Entry& entry)
{
    return forget_.bind(1, conversation).bind(2, static_cast<std::int64_t>(entry.number)).run();
}

std::size_t EntryTable::count(std::int64_t conversation, std::size_t at_most)
{
    count_.bind(1, conversation).bind(2, static_cast<std::int64_t>(at_most));
    const bool counted = count_.step() == Statement::Step::row;
    const auto found = static_cast<std::size_t>(counted ? count_.number(0) : 0);
    count_.reset();
    return found;
}

// A tenth more than the limit may stay, so that not every line costs another one's end. What has
// not been counted is counted that far and no further.
std::size_t EntryTable::prune(std::int64_t conversation, Count& count, const Limits& limits)
{
    const std::size_t enough = limits.most + limits.most / 10 + 1;
    if (limits.most != 0 && !count.known) {
        const std::size_t far = enough + counted_ahead;
        count.known = this->count(conversation, far);
        count.at_least = *count.known == far;
    }
    std::size_t gone = 0;
    if (limits.most != 0 && *count.known >= enough) {
        const auto excess = static_cast<std::int64_t>(*count.known - limits.most);
        forget_first_.bind(1, conversation).bind(2, std::min(excess, most_forgotten_at_once)).run();
        gone += static_cast<std::size_t>(sqlite3_changes(database_));
    }
    if (limits.oldest) {
        forget_old_.bind(1, conversation)
            .bind(2, to_number(*limits.oldest))
            .bind(3, most_forgotten_at_once)
            .run();
        gone += static_cast<std::size_t>(sqlite3_changes(database_));
    }
    if (count.known) {
        count.known = *count.known - std::min(*count.known, gone);
        if (count.at_least && *count.known < enough) {
            count = {};
        }
    }
    return gone;
}

} // namespace hubbub::store
