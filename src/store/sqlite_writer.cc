// SPDX-License-Identifier: MIT
#include "store/sqlite_writer.h"

#include "base/diag.h"
#include "base/strings.h"
#include "store/memory_journal.h"
#include "store/schema.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace hubbub::store {

namespace {

constexpr std::uint64_t numbers_at_once = 1'000'000;
constexpr std::int64_t most_forgotten_at_once = 500;

std::int64_t to_number(WallTime time)
{
    return time.time_since_epoch().count();
}

// Numbers count volatile entries too, which leave no trace: so that none is given twice, those a
// run may give are noted before it gives them.
constexpr const char* note_reserved = "INSERT OR REPLACE INTO meta VALUES ('reserved', ?)";

} // namespace

SqliteWriter::SqliteWriter(int lock, const SqliteJournal::Options& options)
    : lock_(lock), options_(options)
{
}

SqliteWriter::Lock::~Lock()
{
    close(fd_);
}

Result<std::unique_ptr<SqliteWriter>> SqliteWriter::open(const std::string& path,
                                                         const SqliteJournal::Options& options)
{
    if (const Result<void> ours = check_file(path); !ours) {
        return ours.error();
    }
    const std::string lock_path = path + ".lock";
    const int lock = ::open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0) {
        return Error{concat({"cannot write ", lock_path, ": ", std::strerror(errno)})};
    }
    std::unique_ptr<SqliteWriter> writer(new SqliteWriter(lock, options));
    if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
        return Error{concat({path, " is in use by another hubbubd: stop that one, or choose "
                                   "another directory with --data"})};
    }
    if (const Result<void> opened = writer->open_at(path); !opened) {
        return Error{concat({opened.error().sentence, " (", path, ")"})};
    }
    return writer;
}

Result<void> SqliteWriter::open_at(const std::string& path)
{
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) {
        return Error{concat({"cannot write the database: ", std::strerror(errno)})};
    }
    fchmod(file, 0600);
    close(file);
    Result<Database> database = open_database(path);
    if (!database) {
        return database.error();
    }
    database_ = database.take();
    if (Result<void> prepared = prepare_schema(database_.get()); !prepared) {
        return prepared;
    }
    const bool disk = options_.durability == SqliteJournal::Durability::disk;
    const std::string pragmas =
        concat({"PRAGMA journal_mode = WAL; PRAGMA synchronous = ", disk ? "FULL" : "NORMAL", ";"});
    if (Result<void> set = execute(database_.get(), pragmas.c_str()); !set) {
        return set;
    }
    insert_ = Statement(database_.get(),
                        "INSERT INTO entry VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
    add_conversation_ =
        Statement(database_.get(), "INSERT INTO conversation (id, name) VALUES (?1, ?2)");
    records_ = SqliteRecords(database_.get());
    forget_first_ = Statement(
        database_.get(), "DELETE FROM entry WHERE conversation = ?1 AND number IN (SELECT number "
                         "FROM entry WHERE conversation = ?1 ORDER BY number LIMIT ?2)");
    forget_old_ =
        Statement(database_.get(),
                  "DELETE FROM entry WHERE conversation = ?1 AND number IN (SELECT number "
                  "FROM entry WHERE conversation = ?1 AND time < ?2 ORDER BY time LIMIT ?3)");
    return load();
}

Result<void> SqliteWriter::load()
{
    Statement meta(database_.get(), "SELECT key, value FROM meta");
    while (meta.step() == Statement::Step::row) {
        if (meta.text(0) == "epoch") {
            epoch_ = meta.text(1);
        } else if (meta.text(0) == "reserved") {
            last_number_ = static_cast<std::uint64_t>(meta.number(1));
        }
    }
    if (epoch_.empty()) {
        epoch_ = random_epoch();
        Statement note(database_.get(), "INSERT INTO meta VALUES ('epoch', ?)");
        if (!note.bind(1, epoch_).run()) {
            return last_error(database_.get(), "write the database");
        }
    }
    Statement all(database_.get(),
                  "SELECT id, name, (SELECT count(*) FROM entry WHERE conversation = id), (SELECT "
                  "max(time) FROM entry WHERE conversation = id) FROM conversation");
    while (all.step() == Statement::Step::row) {
        const std::string name(all.text(1));
        conversations_[name] = {all.number(0), static_cast<std::size_t>(all.number(2))};
        names_.push_back(name);
        last_time_ = std::max(last_time_, WallTime(Millis(all.number(3))));
    }
    return reserve_numbers(last_number_);
}

Result<void> SqliteWriter::reserve_numbers(std::uint64_t from)
{
    Statement note(database_.get(), note_reserved);
    const std::uint64_t reserved = from + numbers_at_once;
    if (!note.bind(1, static_cast<std::int64_t>(reserved)).run()) {
        return last_error(database_.get(), "write the database");
    }
    reserved_ = reserved;
    return {};
}

SqliteWriter::Conversation* SqliteWriter::find_conversation(const std::string& name)
{
    const auto found = conversations_.find(name);
    if (found != conversations_.end()) {
        return &found->second;
    }
    const auto id = static_cast<std::int64_t>(names_.size() + 1);
    if (!add_conversation_.bind(1, id).bind(2, name).run()) {
        return nullptr;
    }
    names_.push_back(name);
    return &conversations_.emplace(name, Conversation{id, 0}).first->second;
}

bool SqliteWriter::insert(const core::Entry& entry)
{
    Conversation* conversation = find_conversation(entry.conversation);
    if (conversation == nullptr) {
        return false;
    }
    ++conversation->entries;
    return insert_.bind(1, conversation->id)
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

bool SqliteWriter::store(const core::Entry& entry)
{
    if (!entry.conversation.empty() && !insert(entry)) {
        return false;
    }
    return std::all_of(
        entry.records.begin(), entry.records.end(),
        [this](const core::RecordChange& change) { return records_.change(change); });
}

Result<void> SqliteWriter::commit(const std::vector<core::Entry>& entries)
{
    const std::size_t conversations = names_.size();
    Result<void> result = execute(database_.get(), "BEGIN IMMEDIATE");
    if (!result) {
        return result;
    }
    for (const core::Entry& entry : entries) {
        if (result && !store(entry)) {
            result = last_error(database_.get(), "store");
        }
    }
    if (result && entries.back().number + numbers_at_once / 2 > reserved_) {
        result = reserve_numbers(entries.back().number);
    }
    if (result) {
        result = execute(database_.get(), "COMMIT");
    }
    if (!result) {
        sqlite3_exec(database_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
        while (names_.size() > conversations) { // they went with the transaction
            conversations_.erase(names_.back());
            names_.pop_back();
        }
    }
    return result;
}

void SqliteWriter::prune(WallTime now)
{
    if (names_.empty()) {
        return;
    }
    next_to_prune_ = (next_to_prune_ + 1) % names_.size();
    prune(conversations_[names_[next_to_prune_]], now);
}

void SqliteWriter::prune(Conversation& conversation, WallTime now)
{
    const std::size_t most = options_.most_messages;
    if (most != 0 && conversation.entries > most + most / 10) {
        const auto excess = static_cast<std::int64_t>(conversation.entries - most);
        forget_first_.bind(1, conversation.id)
            .bind(2, std::min(excess, most_forgotten_at_once))
            .run();
        conversation.entries -= static_cast<std::size_t>(sqlite3_changes(database_.get()));
    }
    if (options_.max_age != Millis::zero()) {
        forget_old_.bind(1, conversation.id)
            .bind(2, to_number(now - options_.max_age))
            .bind(3, most_forgotten_at_once)
            .run();
        conversation.entries -= std::min(
            conversation.entries, static_cast<std::size_t>(sqlite3_changes(database_.get())));
    }
}

} // namespace hubbub::store
