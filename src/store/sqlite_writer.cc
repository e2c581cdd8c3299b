// SPDX-License-Identifier: MIT
#include "store/sqlite_writer.h"

#include "base/diag.h"
#include "base/strings.h"
#include "core/history.h"
#include "core/kinds.h"
#include "store/memory_journal.h"
#include "store/schema.h"
#include "store/wal_checkpointer.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace hubbub::store {

namespace {

constexpr std::uint64_t numbers_at_once = 1'000'000;
constexpr Millis between_prunings = std::chrono::milliseconds(250);

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
    if (Result<void> set = execute(database_.get(), "PRAGMA journal_mode = WAL"); !set) {
        return set;
    }
    sqlite3_wal_hook(database_.get(), on_commit, this); // instead of SQLite's own checkpoints
    if (Result<void> set = set_durability(); !set) {
        return set;
    }
    begin_ = Statement(database_.get(), "BEGIN IMMEDIATE");
    commit_ = Statement(database_.get(), "COMMIT");
    rollback_ = Statement(database_.get(), "ROLLBACK");
    messages_ = EntryTable(database_.get(), "entry");
    events_ = EntryTable(database_.get(), "event");
    add_conversation_ =
        Statement(database_.get(), "INSERT INTO conversation (id, name) VALUES (?1, ?2)");
    add_party_ = Statement(database_.get(), "INSERT OR IGNORE INTO party VALUES (?1, ?2)");
    records_ = SqliteRecords(database_.get());
    sent_ = SentTable(database_.get());
    return load();
}

int SqliteWriter::on_commit(void* writer, sqlite3* database, const char* /*name*/,
                            int log_pages) noexcept
{
    const auto pages = static_cast<std::size_t>(log_pages);
    static_cast<SqliteWriter*>(writer)->log_pages_ = pages;
    if (pages >= longest_log) { // little is left to copy, and nobody writes: it can begin anew
        sqlite3_wal_checkpoint_v2(database, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    }
    return SQLITE_OK;
}

Result<void> SqliteWriter::set_durability()
{
    const bool disk = options_.durability == core::Durability::disk;
    return execute(database_.get(),
                   disk ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
}

void SqliteWriter::keep(const SqliteJournal::Options& options)
{
    options_ = options;
    if (const Result<void> set = set_durability(); !set) {
        diag::error(set.error().sentence);
    }
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
    Statement all(database_.get(), "SELECT id, name FROM conversation ORDER BY id");
    Statement last(database_.get(),
                   "SELECT max(ifnull((SELECT time FROM entry WHERE conversation = ?1 "
                   "ORDER BY number DESC LIMIT 1), 0), ifnull((SELECT time FROM event "
                   "WHERE conversation = ?1 ORDER BY number DESC LIMIT 1), 0))");
    while (all.step() == Statement::Step::row) {
        const std::string name(all.text(1));
        conversations_[name] = {all.number(0), {}, {}, core::is_direct(name), false};
        names_.push_back(name);
        last.bind(1, all.number(0));
        if (last.step() == Statement::Step::row) {
            last_time_ = std::max(last_time_, WallTime(Millis(last.number(0))));
        }
        last.reset();
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
    return found == conversations_.end() ? nullptr : &found->second;
}

SqliteWriter::Conversation* SqliteWriter::add_conversation(const std::string& name)
{
    const auto id = static_cast<std::int64_t>(names_.size() + 1);
    if (!add_conversation_.bind(1, id).bind(2, name).run()) {
        return nullptr;
    }
    names_.push_back(name);
    std::string_view second = name;
    const std::string_view first = cut(second, '\n');
    const bool direct = core::is_direct(name);
    if (direct && !(add_party_.bind(1, first).bind(2, id).run() &&
                    add_party_.bind(1, second).bind(2, id).run())) {
        return nullptr;
    }
    const Conversation fresh{id, {0, false}, {0, false}, direct, false};
    return &conversations_.emplace(name, fresh).first->second;
}

bool SqliteWriter::insert(const core::Entry& entry, const std::string& name)
{
    Conversation* conversation = find_conversation(name);
    if (conversation == nullptr && (conversation = add_conversation(name)) == nullptr) {
        return false;
    }
    if (!std::exchange(conversation->touched, true)) {
        touched_.add(conversation);
    }
    const bool message = core::is_message(entry.kind);
    EntryTable::Count& count = message ? conversation->messages : conversation->events;
    count.grow();
    return (message ? messages_ : events_).insert(conversation->id, entry);
}

bool SqliteWriter::correct(const Correction& correction)
{
    bool done = true;
    core::for_each_conversation(correction.entry, [&](const std::string& name) {
        const Conversation* conversation = find_conversation(name);
        if (conversation == nullptr) {
            return;
        }
        EntryTable& table = core::is_message(correction.entry.kind) ? messages_ : events_;
        done = done && (correction.forgotten ? table.forget(conversation->id, correction.entry)
                                             : table.amend(conversation->id, correction.entry));
    });
    return done;
}

bool SqliteWriter::store(core::Entry& entry)
{
    if (!entry.once.empty()) {
        const SentTable::Noted noted = sent_.note(entry);
        if (noted != SentTable::Noted::fresh) {
            return noted == SentTable::Noted::known;
        }
    }
    bool stored = true;
    core::for_each_conversation(
        entry, [&](const std::string& name) { stored = stored && insert(entry, name); });
    return stored && std::all_of(entry.records.begin(), entry.records.end(),
                                 [this](const core::RecordChange& change) {
                                     return records_.change(change);
                                 });
}

Result<void> SqliteWriter::commit(std::vector<core::Entry>& noted,
                                  std::vector<core::Entry>& entries,
                                  const std::vector<Correction>& corrections)
{
    const std::size_t conversations = names_.size();
    if (!begin_.run()) {
        return last_error(database_.get(), "use the database");
    }
    Result<void> result;
    const std::vector<core::Entry>& newest = entries.empty() ? noted : entries;
    const std::uint64_t last = newest.empty() ? 0 : newest.back().number;
    for (std::vector<core::Entry>* some : {&noted, &entries}) {
        for (core::Entry& entry : *some) {
            if (result && !store(entry)) {
                result = last_error(database_.get(), "store");
            }
        }
    }
    for (const Correction& correction : corrections) {
        if (result && !correct(correction)) {
            result = last_error(database_.get(), "store");
        }
    }
    if (result && last + numbers_at_once / 2 > reserved_) {
        result = reserve_numbers(last);
    } else if (result && noted.empty() && entries.empty() && corrections.empty()) {
        result = reserve_numbers(reserved_ - numbers_at_once); // a probe: the same once more
    }
    if (result && !commit_.run()) {
        result = last_error(database_.get(), "use the database");
    }
    if (!result) {
        rollback_.run(); // unless that has happened already
        forget_counts(conversations);
    }
    return result;
}

// After a transaction that came to nothing: conversations that it added went with it, and what was
// counted was not stored.
void SqliteWriter::forget_counts(std::size_t known)
{
    touched_.each([](Conversation* conversation) {
        conversation->messages = {};
        conversation->events = {};
        conversation->touched = false;
    });
    while (names_.size() > known) {
        conversations_.erase(names_.back());
        names_.pop_back();
    }
}

// Those that have just grown, and one more in turn, for what only time makes too old.
void SqliteWriter::prune(WallTime now)
{
    sent_.prune(now);
    touched_.each([this](Conversation* conversation) {
        conversation->touched = false;
        prune(*conversation, {});
    });
    const bool ages = options_.max_age != Millis::zero();
    if (ages && now >= next_pruning_ && !names_.empty()) {
        prune_the_old(now);
    }
}

// The next one at once where there was something, and else after a while: each looking costs a
// transaction of its own.
void SqliteWriter::prune_the_old(WallTime now)
{
    next_to_prune_ = (next_to_prune_ + 1) % names_.size();
    const std::size_t gone = prune(conversations_[names_[next_to_prune_]], now - options_.max_age);
    next_pruning_ = gone != 0 ? now : now + between_prunings;
}

// How many are gone.
std::size_t SqliteWriter::prune(Conversation& conversation, std::optional<WallTime> oldest)
{
    EntryTable::Limits limits;
    limits.most = conversation.is_direct ? options_.most_direct : options_.most_messages;
    limits.oldest = oldest;
    return messages_.prune(conversation.id, conversation.messages, limits) +
           events_.prune(conversation.id, conversation.events, limits);
}

} // namespace hubbub::store
