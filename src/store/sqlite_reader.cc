// SPDX-License-Identifier: MIT
#include "store/sqlite_reader.h"

#include "base/strings.h"

#include <algorithm>
#include <utility>

namespace hubbub::store {

namespace {

using core::HistoryPage;
using core::HistoryQuery;
using core::Place;

constexpr std::string_view columns =
    "number, time, kind, source, account, target, subject, text, tags";

std::string_view column_of(const Place& place)
{
    return std::holds_alternative<std::uint64_t>(place) ? "number" : "time";
}

std::int64_t value_of(const Place& place)
{
    if (const auto* number = std::get_if<std::uint64_t>(&place)) {
        return static_cast<std::int64_t>(*number);
    }
    return std::get<WallTime>(place).time_since_epoch().count();
}

core::Entry entry_of(const Statement& row)
{
    core::Entry entry;
    entry.number = static_cast<std::uint64_t>(row.number(0));
    entry.time = WallTime(Millis(row.number(1)));
    entry.kind = static_cast<core::Kind>(row.number(2));
    entry.source = row.text(3);
    entry.account = row.text(4);
    entry.target = row.text(5);
    entry.subject = row.text(6);
    entry.text = row.text(7);
    entry.tags = row.text(8);
    return entry;
}

} // namespace

Result<std::shared_ptr<SqliteReader>> SqliteReader::open(const std::string& path)
{
    Result<Database> database = open_database(path);
    if (!database) {
        return database.error();
    }
    if (Result<void> set = execute(database->get(), "PRAGMA query_only = ON"); !set) {
        return set.error();
    }
    return std::shared_ptr<SqliteReader>(new SqliteReader(database.take()));
}

Result<HistoryPage> SqliteReader::answer(const HistoryQuery& asked)
{
    if (asked.form == HistoryQuery::Form::targets) {
        return targets(asked);
    }
    Statement find(database_.get(), "SELECT id FROM conversation WHERE name = ?");
    find.bind(1, asked.conversation);
    const Statement::Step found = find.step();
    if (found != Statement::Step::row) {
        return found == Statement::Step::done
                   ? Result<HistoryPage>(HistoryPage{})
                   : Result<HistoryPage>(last_error(database_.get(), "read the history"));
    }
    const std::int64_t conversation = find.number(0);
    const HistoryQuery query = in_numbers(
        asked, [&](WallTime time) { return nearest(conversation, "min", ">=", time); },
        [&](WallTime time) { return nearest(conversation, "max", "<=", time); });
    HistoryPage answer;
    for (const Walk& one : walks_of(query)) {
        Result<HistoryPage> page = walk(conversation, one, Table::messages);
        if (!page) {
            return page;
        }
        if (query.events == HistoryQuery::Events::everything) {
            Result<HistoryPage> events = walk(conversation, one, Table::events);
            if (!events) {
                return events;
            }
            page = merge(page.take(), events.take(), one);
        }
        std::move(page->begin(), page->end(), std::back_inserter(answer));
    }
    return answer;
}

// The number of the entry of either table that is nearest to the time, on one side of it. Times
// grow with the numbers, so the first by time is the first by number.
std::optional<std::uint64_t> SqliteReader::nearest(std::int64_t conversation,
                                                   std::string_view which, std::string_view side,
                                                   WallTime time)
{
    std::optional<std::uint64_t> found;
    const bool first = which == "min";
    for (const std::string_view table : {"entry", "event"}) {
        Statement seek(database_.get(),
                       concat({"SELECT number FROM ", table, " WHERE conversation = ?1 AND time ",
                               side, " ?2 ORDER BY time ", first ? "" : "DESC", " LIMIT 1"}));
        seek.bind(1, conversation).bind(2, value_of(time));
        if (seek.step() == Statement::Step::row) {
            const auto number = static_cast<std::uint64_t>(seek.number(0));
            found = !found || (number < *found) == first ? number : *found;
        }
    }
    return found;
}

// Times and numbers grow together, so the order of the one is the order of the other, and each walk
// is a walk along one index.
std::string SqliteReader::sql_of(const Walk& walk, Table table)
{
    const bool newer = walk.way == Walk::Way::newer;
    const std::string_view column = walk.from ? column_of(*walk.from)
                                    : walk.to ? column_of(*walk.to)
                                              : "number";
    std::string sql =
        concat({"SELECT ", columns, " FROM ", table == Table::messages ? "entry" : "event",
                " WHERE conversation = ?1"});
    if (walk.from) {
        sql += concat({" AND ", column, newer ? " >" : " <", walk.with_from ? "= ?2" : " ?2"});
    }
    if (walk.to) {
        sql += concat({" AND ", column_of(*walk.to), newer ? " < ?3" : " > ?3"});
    }
    return sql + concat({" ORDER BY ", column, newer ? "" : " DESC", " LIMIT ?4"});
}

Result<HistoryPage> SqliteReader::walk(std::int64_t conversation, const Walk& walk, Table table)
{
    Statement rows(database_.get(), sql_of(walk, table));
    if (!rows.ready()) {
        return last_error(database_.get(), "read the history");
    }
    rows.bind(1, conversation);
    rows.bind(4, static_cast<std::int64_t>(walk.limit));
    if (walk.from) {
        rows.bind(2, value_of(*walk.from));
    }
    if (walk.to) {
        rows.bind(3, value_of(*walk.to));
    }
    Result<HistoryPage> page = collect(rows);
    if (page && walk.way == Walk::Way::older) {
        std::reverse(page->begin(), page->end());
    }
    return page;
}

Result<HistoryPage> SqliteReader::collect(Statement& rows)
{
    HistoryPage page;
    Statement::Step step = rows.step();
    for (; step == Statement::Step::row; step = rows.step()) {
        page.push_back(entry_of(rows));
    }
    if (step == Statement::Step::failed) {
        return last_error(database_.get(), "read the history");
    }
    return page;
}

// One seek for each conversation, however long it is.
Result<HistoryPage> SqliteReader::targets(const HistoryQuery& query)
{
    HistoryPage newest;
    Statement room(database_.get(), "SELECT id, name FROM conversation WHERE name = ?1");
    for (const std::string& name : query.rooms) {
        if (!add_newest(query, room.bind(1, name), newest)) {
            return last_error(database_.get(), "read the history");
        }
        room.reset();
    }
    Statement direct(database_.get(),
                     "SELECT conversation.id, conversation.name FROM party JOIN conversation ON "
                     "conversation.id = party.conversation WHERE party.account = ?1");
    if (!query.account.empty() && !add_newest(query, direct.bind(1, query.account), newest)) {
        return last_error(database_.get(), "read the history");
    }
    return choose_targets(std::move(newest), query);
}

bool SqliteReader::add_newest(const HistoryQuery& query, Statement& found, HistoryPage& page)
{
    Statement newest(database_.get(), concat({"SELECT ", columns,
                                              " FROM entry WHERE conversation = ?1 AND number "
                                              "<= ?2 ORDER BY number DESC LIMIT 1"}));
    Statement::Step step = newest.ready() ? found.step() : Statement::Step::failed;
    for (; step == Statement::Step::row; step = found.step()) {
        newest.bind(1, found.number(0)).bind(2, static_cast<std::int64_t>(query.seen));
        if (newest.step() == Statement::Step::row) {
            page.push_back(entry_of(newest));
            page.back().conversation = found.text(1);
        }
        newest.reset();
    }
    return step == Statement::Step::done;
}

Result<HistoryPage> SqliteReader::room_changes(std::uint64_t after)
{
    Statement rows(database_.get(), concat({"SELECT ", columns,
                                            " FROM event WHERE kind >= 14 AND kind < 20 AND "
                                            "number > ?1 ORDER BY number"}));
    if (!rows.ready()) {
        return last_error(database_.get(), "read the history");
    }
    return collect(rows.bind(1, static_cast<std::int64_t>(after)));
}

} // namespace hubbub::store
