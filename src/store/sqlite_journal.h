// SPDX-License-Identifier: MIT
// The journal on SQLite: a write-ahead log, one writer on a worker thread, and one transaction for
// whatever has been proposed while the last one was being written. The loop waits for no disk that
// takes its time: store/commit_patience.h.
#pragma once

#include "base/result.h"
#include "base/slow_work.h"
#include "core/journal.h"
#include "store/commit_clock.h"
#include "store/commit_patience.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hubbub::store {

// What became of an entry that was stored.
struct Correction {
    core::Entry entry;
    bool forgotten = false;
};

class SqliteWriter;
class SqliteReader;
class WalCheckpointer;

class SqliteJournal final : public core::Journal {
  public:
    using Durability = core::Durability;
    using Options = core::Retention;

    // Each runs apart from the others: nobody's question waits for a commit, and no commit for a
    // checkpoint. For tests and tools two may be the same.
    struct Workers {
        SlowWork& writer;
        SlowWork& reader;
        SlowWork& checkpoints;
    };
    // The workers and clock outlive the journal. The error is one sentence that says what to do.
    static Result<std::unique_ptr<SqliteJournal>> open(const std::string& path,
                                                       const Options& options, const Clock& clock,
                                                       const Workers& workers);
    // Commits what has been proposed.
    ~SqliteJournal() override;

    void propose(core::Entry&& entry) override;
    bool take(std::vector<core::Outcome>& out) override;
    void read(const core::HistoryQuery& question, Answer answer) override;
    Result<std::vector<core::Record>> records() override;
    Result<core::HistoryPage> room_changes(std::uint64_t after) override;
    void amend(const core::Entry& entry) override;
    void forget(const core::Entry& entry) override;
    void keep(const core::Retention& retention) override;
    std::string_view epoch() const override { return epoch_; }
    std::uint64_t last_number() const override { return last_number_; }
    core::JournalPulse pulse() const override;
    std::size_t backlog() const override;
    void probe() override { probing_ = failing_; }

  private:
    struct Batch;
    struct Question;

    SqliteJournal(std::unique_ptr<SqliteWriter> writer, std::shared_ptr<SqliteReader> reader,
                  std::unique_ptr<WalCheckpointer> checkpointer, const Clock& clock,
                  const Workers& workers);
    void finish_batch(std::vector<core::Outcome>& out);
    void note_pulse();
    void take_unpromised(std::vector<core::Outcome>& out);
    void start_batch();
    std::uint64_t noted_to() const;
    void start_questions();
    bool answer_questions();
    void apply_corrections(core::HistoryPage& page) const;

    std::unique_ptr<SqliteWriter> writer_; // the worker's, while a batch is on its way
    std::shared_ptr<SqliteReader> reader_;
    std::unique_ptr<WalCheckpointer> checkpointer_;
    SlowWork& writing_;
    SlowWork& reading_;
    const Clock& time_;
    CommitClock clock_;
    PatientCalendar calendar_; // by which history is forgotten
    std::string epoch_;
    std::uint64_t last_number_;
    std::vector<core::Entry> proposed_; // not yet in a batch
    std::vector<core::Entry> room_;     // of the last batch, for the next to be proposed
    std::size_t proposed_bytes_ = 0;
    std::vector<core::Entry> noted_; // handed out, and to go with the next batch
    std::shared_ptr<Batch> batch_;   // on its way
    CommitPatience patience_;
    std::uint64_t written_to_ = 0; // of what was noted
    std::vector<std::shared_ptr<Question>> questions_;
    // What answers must show otherwise than the database may still have it: those that are not yet
    // written, and those written since the oldest open question was asked.
    std::map<std::uint64_t, Correction> corrections_;
    std::vector<Correction> unwritten_; // of these, to go with the next batch
    std::optional<Options> options_;    // new ones, to go with the next batch
    bool failing_ = false;              // the last batch could not be written
    bool probing_ = false;              // an empty one shall find out whether the next can
    core::JournalPulse pulse_;          // as of the last batch
    Micros oldest_proposed_{};          // when the first of proposed_ was
};

} // namespace hubbub::store
