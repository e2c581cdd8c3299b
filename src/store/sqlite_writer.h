// SPDX-License-Identifier: MIT
// The writing side of SqliteJournal; used by one thread at a time.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/rounds.h"
#include "core/entry.h"
#include "store/entry_table.h"
#include "store/sent_table.h"
#include "store/sqlite_journal.h"
#include "store/sqlite_records.h"
#include "store/statement.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace hubbub::store {

class SqliteWriter {
  public:
    static Result<std::unique_ptr<SqliteWriter>> open(const std::string& path,
                                                      const SqliteJournal::Options& options);
    // All entries that are durable, with the records they change, and what is to be corrected of
    // earlier ones, in one transaction, or none of it.
    // noted: the same, but of what has happened already. Entries that were said before are not
    // stored, and say so from then on. With nothing to write, it is tried whether something could
    // be.
    Result<void> commit(std::vector<core::Entry>& noted, std::vector<core::Entry>& entries,
                        const std::vector<Correction>& corrections);
    void keep(const SqliteJournal::Options& options);
    // How many pages the write-ahead log had after the last commit.
    std::size_t log_pages() const { return log_pages_; }
    // Forgets a little of what is too old or too much. Short, so that no commit waits long for it.
    void prune(WallTime now);

    Result<std::vector<core::Record>> records() const { return records_.all(); }
    const std::string& epoch() const { return epoch_; }
    std::uint64_t last_number() const { return last_number_; } // of earlier runs
    WallTime last_time() const { return last_time_; }

  private:
    struct Conversation {
        std::int64_t id = 0;
        EntryTable::Count messages;
        EntryTable::Count events;
        bool is_direct = false;
        bool touched = false; // since it was last pruned
    };

    // A file that is held open and locked.
    class Lock {
      public:
        explicit Lock(int fd) : fd_(fd) {}
        ~Lock();
        Lock(const Lock&) = delete;
        Lock& operator=(const Lock&) = delete;

      private:
        int fd_;
    };

    SqliteWriter(int lock, const SqliteJournal::Options& options);
    Result<void> open_at(const std::string& path);
    Result<void> set_durability();
    static int on_commit(void* writer, sqlite3* database, const char* name, int log_pages) noexcept;
    Result<void> load();
    Result<void> reserve_numbers(std::uint64_t from);
    Conversation* find_conversation(const std::string& name);
    bool store(core::Entry& entry);
    Conversation* add_conversation(const std::string& name);
    bool insert(const core::Entry& entry, const std::string& name);
    bool correct(const Correction& correction);
    void forget_counts(std::size_t known);
    void prune_the_old(WallTime now);
    std::size_t prune(Conversation& conversation, std::optional<WallTime> oldest);

    Lock lock_; // first, so that it goes last
    SqliteJournal::Options options_;
    Database database_;
    EntryTable messages_;
    EntryTable events_;
    Statement begin_;
    Statement commit_;
    Statement rollback_;
    Statement add_conversation_;
    Statement add_party_;
    SqliteRecords records_;
    SentTable sent_;
    std::unordered_map<std::string, Conversation> conversations_;
    std::vector<std::string> names_; // of the conversations, to prune one after the other
    Rounds<Conversation*> touched_;
    std::size_t next_to_prune_ = 0;
    WallTime next_pruning_{}; // of what only time makes too old
    std::string epoch_;
    std::uint64_t last_number_ = 0;
    std::uint64_t reserved_ = 0; // numbers up to here may be given out without another note
    WallTime last_time_{};
    std::size_t log_pages_ = 0;
};

} // namespace hubbub::store
