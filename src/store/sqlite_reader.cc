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

std::string_view name_of(SqliteReader::Table table)
{
    return table == SqliteReader::Table::messages ? "entry" : "event";
}

std::int64_t value_of(const Place& place)
{
    return static_cast<std::int64_t>(std::get<std::uint64_t>(place));
}

// The same walk from number to number. before tells the number of the last entry before a time.
template <class Before>
Walk by_numbers(Walk walk, Before before)
{
    const bool newer = walk.way == Walk::Way::newer;
    const auto convert = [&](std::optional<Place>& place, bool passes_time) {
        if (const WallTime* time = place ? std::get_if<WallTime>(&*place) : nullptr) {
            place = passes_time ? before(*time + Millis(1)) : before(*time) + 1;
        }
    };
    convert(walk.from, newer && !walk.with_from);
    convert(walk.to, !newer);
    return walk;
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
        asked, [&](WallTime time) { return before(conversation, time) + 1; },
        [&](WallTime time) { return before(conversation, time + Millis(1)); });
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

// By halving: times grow with the numbers.
std::uint64_t SqliteReader::before(std::int64_t conversation, Table table, WallTime time)
{
    Statement next(database_.get(), concat({"SELECT number, time FROM ", name_of(table),
                                            " WHERE conversation = ?1 AND number > ?2 "
                                            "ORDER BY number LIMIT 1"}));
    Statement last(database_.get(), concat({"SELECT number FROM ", name_of(table),
                                            " WHERE conversation = ?1 ORDER BY number DESC "
                                            "LIMIT 1"}));
    std::int64_t low = 0; // it is this one or a later one
    std::int64_t high =   // and no later one than this
        last.bind(1, conversation).step() == Statement::Step::row ? last.number(0) : 0;
    while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        const bool any = next.bind(1, conversation).bind(2, middle).step() == Statement::Step::row;
        if (any && WallTime(Millis(next.number(1))) < time) {
            low = next.number(0);
        } else {
            high = middle;
        }
        next.reset();
    }
    return static_cast<std::uint64_t>(low);
}

std::uint64_t SqliteReader::before(std::int64_t conversation, WallTime time)
{
    return std::max(before(conversation, Table::messages, time),
                    before(conversation, Table::events, time));
}

// Each walk is a walk along the table's own key.
std::string SqliteReader::sql_of(const Walk& walk, Table table)
{
    const bool newer = walk.way == Walk::Way::newer;
    std::string sql =
        concat({"SELECT ", columns, " FROM ", name_of(table), " WHERE conversation = ?1"});
    if (walk.from) {
        sql += concat({" AND number", newer ? " >" : " <", walk.with_from ? "= ?2" : " ?2"});
    }
    if (walk.to) {
        sql += concat({" AND number", newer ? " < ?3" : " > ?3"});
    }
    return sql + concat({" ORDER BY number", newer ? "" : " DESC", " LIMIT ?4"});
}

Result<HistoryPage> SqliteReader::walk(std::int64_t conversation, const Walk& asked, Table table)
{
    const Walk walk =
        by_numbers(asked, [&](WallTime time) { return before(conversation, table, time); });
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
