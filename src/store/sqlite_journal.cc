// SPDX-License-Identifier: MIT
#include "store/sqlite_journal.h"

#include "base/diag.h"
#include "base/ensure.h"
#include "base/strings.h"
#include "core/kinds.h"
#include "store/sqlite_reader.h"
#include "store/sqlite_writer.h"
#include "store/wal_checkpointer.h"

#include <algorithm>
#include <iterator>
#include <latch>
#include <utility>

namespace hubbub::store {

using core::Entry;
using core::Outcome;

namespace {

// Its author is not told that it is stored.
bool is_unpromised(const Entry& entry)
{
    return !entry.is_durable() || !core::must_be_stored(entry);
}

std::size_t size_of(const Entry& entry)
{
    return sizeof entry + entry.text.size() + entry.tags.size();
}

} // namespace

// Shared with the worker: whichever of the two ends last frees it.
struct SqliteJournal::Batch {
    std::vector<Entry> noted; // handed out already
    std::vector<Entry> entries;
    std::vector<Correction> corrections;
    std::optional<Options> options; // from this one on
    Result<void> result;
    std::latch written{1}; // by the worker
    std::size_t log_pages = 0;
    Micros took{};            // in the worker's hands
    std::size_t promised = 0; // of entries, as it began; the worker may be changing them
    std::size_t bytes = 0;
    Micros oldest_proposed{};
    bool done = false; // on the loop
};

struct SqliteJournal::Question {
    core::HistoryQuery query;
    Answer answer;
    Result<core::HistoryPage> page = core::HistoryPage{};
    std::uint64_t after = 0; // not before what was noted up to this number is written
    bool started = false;
    bool done = false;
};

Result<std::unique_ptr<SqliteJournal>> SqliteJournal::open(const std::string& path,
                                                           const Options& options,
                                                           const Clock& clock,
                                                           const Workers& workers)
{
    Result<std::unique_ptr<SqliteWriter>> writing = SqliteWriter::open(path, options);
    if (!writing) {
        return writing.error();
    }
    Result<std::shared_ptr<SqliteReader>> reading = SqliteReader::open(path);
    if (!reading) {
        return reading.error();
    }
    Result<std::unique_ptr<WalCheckpointer>> checkpointer =
        WalCheckpointer::open(path, workers.checkpoints);
    if (!checkpointer) {
        return checkpointer.error();
    }
    return std::unique_ptr<SqliteJournal>(
        new SqliteJournal(writing.take(), reading.take(), checkpointer.take(), clock, workers));
}

SqliteJournal::SqliteJournal(std::unique_ptr<SqliteWriter> writer,
                             std::shared_ptr<SqliteReader> reader,
                             std::unique_ptr<WalCheckpointer> checkpointer, const Clock& clock,
                             const Workers& workers)
    : writer_(std::move(writer)), reader_(std::move(reader)),
      checkpointer_(std::move(checkpointer)), writing_(workers.writer), reading_(workers.reader),
      time_(clock), clock_(clock, writer_->last_time()), calendar_(clock), epoch_(writer_->epoch()),
      last_number_(writer_->last_number())
{
}

SqliteJournal::~SqliteJournal()
{
    if (batch_ != nullptr) {
        batch_->written.wait();
    }
    for (Entry& entry : proposed_) {
        entry.time = clock_.next();
    }
    if (batch_ != nullptr && !batch_->result) {
        std::move(batch_->corrections.begin(), batch_->corrections.end(),
                  std::back_inserter(unwritten_));
    }
    if (!noted_.empty() || !proposed_.empty() || !unwritten_.empty()) {
        if (const Result<void> last = writer_->commit(noted_, proposed_, unwritten_); !last) {
            diag::error(last.error().sentence);
        }
    }
}

void SqliteJournal::propose(Entry&& entry)
{
    entry.number = ++last_number_;
    if (proposed_.empty()) {
        oldest_proposed_ = time_.precise();
    }
    proposed_bytes_ += size_of(entry);
    proposed_.push_back(std::move(entry));
}

bool SqliteJournal::take(std::vector<Outcome>& out)
{
    const bool answered = answer_questions(); // first: no answer holds what is only now handed out
    const std::size_t before = out.size();
    if (batch_ != nullptr && batch_->done) {
        finish_batch(out);
    }
    if (batch_ == nullptr || batch_->entries.empty()) {
        take_unpromised(out);
    }
    if (batch_ == nullptr) {
        start_batch();
    }
    if (batch_ != nullptr && batch_->done) { // within the patience
        finish_batch(out);
    }
    start_questions();
    return answered || out.size() != before;
}

void SqliteJournal::finish_batch(std::vector<Outcome>& out)
{
    const bool stored = static_cast<bool>(batch_->result);
    note_pulse();
    for (Entry& entry : batch_->entries) {
        Outcome& outcome = out.emplace_back(std::move(entry));
        if (!stored && !is_unpromised(outcome.entry)) {
            outcome.committed = false;
            outcome.why_not = batch_->result.error().sentence;
        }
    }
    room_.swap(batch_->entries);
    room_.clear();
    written_to_ = batch_->noted.empty() ? written_to_ : batch_->noted.back().number;
    checkpointer_->grown_to(batch_->log_pages);
    const bool asked = std::any_of(questions_.begin(), questions_.end(),
                                   [](const auto& question) { return question->started; });
    for (const Correction& correction : batch_->corrections) {
        if (stored && !asked) {
            corrections_.erase(correction.entry.number); // whoever asks from now on reads it
        }
    }
    if (!stored) { // with the next one, then
        std::move(batch_->corrections.begin(), batch_->corrections.end(),
                  std::back_inserter(unwritten_));
    }
    batch_.reset();
}

void SqliteJournal::note_pulse()
{
    const bool stored = static_cast<bool>(batch_->result);
    if (!stored) {
        ++pulse_.failures;
        pulse_.ails = batch_->result.error().sentence;
        if (!failing_) { // each second a probe finds it so again
            diag::error(concat({pulse_.ails, ": lines are being refused"}));
        }
    } else if (failing_) {
        pulse_.ails.clear();
        diag::warning("lines are being stored again");
    }
    failing_ = !stored;
    pulse_.log_pages = batch_->log_pages;
    pulse_.commit.observe(in_seconds(batch_->took));
    pulse_.batch.observe(static_cast<double>(batch_->noted.size() + batch_->entries.size()));
}

core::JournalPulse SqliteJournal::pulse() const
{
    core::JournalPulse pulse = pulse_;
    const bool writing = batch_ != nullptr && batch_->promised != 0;
    pulse.waiting = proposed_.size() + (writing ? batch_->promised : 0);
    pulse.bytes_waiting = backlog();
    if (pulse.waiting != 0) {
        pulse.lag = time_.precise() - (writing ? batch_->oldest_proposed : oldest_proposed_);
    }
    return pulse;
}

std::size_t SqliteJournal::backlog() const
{
    return proposed_bytes_ + (batch_ != nullptr ? batch_->bytes : 0);
}

// With nothing ahead that must be stored, they need not wait; those that history notes are written
// when they have happened.
void SqliteJournal::take_unpromised(std::vector<Outcome>& out)
{
    const auto promised = std::find_if_not(proposed_.begin(), proposed_.end(), is_unpromised);
    for (auto one = proposed_.begin(); one != promised; ++one) {
        proposed_bytes_ -= size_of(*one);
        one->time = clock_.next();
        if (one->is_durable()) {
            noted_.push_back(*one);
        }
        out.emplace_back(std::move(*one));
    }
    proposed_.erase(proposed_.begin(), promised);
}

void SqliteJournal::start_batch()
{
    const bool corrects = !unwritten_.empty() && !failing_; // not again and again onto a full disk
    const bool probes = std::exchange(probing_, false);
    const bool any = !proposed_.empty() || !noted_.empty() || corrects || probes || options_;
    if (!any) {
        return;
    }
    batch_ = std::make_shared<Batch>();
    batch_->promised = proposed_.size();
    batch_->bytes = std::exchange(proposed_bytes_, 0);
    batch_->oldest_proposed = oldest_proposed_;
    batch_->noted.swap(noted_);
    batch_->entries.swap(proposed_);
    proposed_.swap(room_);
    batch_->corrections.swap(unwritten_);
    batch_->options = std::exchange(options_, std::nullopt);
    for (Entry& entry : batch_->entries) {
        entry.time = clock_.next();
    }
    const Micros patience = patience_.next(batch_->promised);
    writing_.run(
        [batch = batch_, writer = writer_.get(), now = calendar_.today(), &time = time_] {
            if (batch->options) {
                writer->keep(*batch->options);
            }
            const Micros started = time.precise();
            batch->result = writer->commit(batch->noted, batch->entries, batch->corrections);
            batch->took = time.precise() - started;
            batch->log_pages = writer->log_pages();
            writer->prune(now);
            batch->written.count_down();
        },
        [batch = batch_] { batch->done = true; }, patience);
    if (patience > Micros::zero()) {
        patience_.note(batch_->done);
    }
}

Result<std::vector<core::Record>> SqliteJournal::records()
{
    HUBBUB_ENSURE(batch_ == nullptr); // the writer is ours
    return writer_->records();
}

Result<core::HistoryPage> SqliteJournal::room_changes(std::uint64_t after)
{
    return reader_->room_changes(after);
}

void SqliteJournal::amend(const Entry& entry)
{
    unwritten_.push_back({entry, false});
    corrections_.insert_or_assign(entry.number, unwritten_.back());
}

void SqliteJournal::forget(const Entry& entry)
{
    unwritten_.push_back({entry, true});
    corrections_.insert_or_assign(entry.number, unwritten_.back());
}

void SqliteJournal::keep(const core::Retention& retention)
{
    options_ = retention;
}

void SqliteJournal::apply_corrections(core::HistoryPage& page) const
{
    for (Entry& entry : page) {
        const auto found = corrections_.find(entry.number);
        if (found != corrections_.end()) {
            entry = found->second.entry;
        }
    }
    std::erase_if(page, [&](const Entry& entry) {
        const auto found = corrections_.find(entry.number);
        return found != corrections_.end() && found->second.forgotten;
    });
}

void SqliteJournal::read(const core::HistoryQuery& query, Answer answer)
{
    auto question = std::make_shared<Question>();
    question->query = query;
    question->answer = std::move(answer);
    const bool noted = query.events == core::HistoryQuery::Events::everything;
    question->after = noted ? noted_to() : 0;
    questions_.push_back(question);
    start_questions();
}

// The number of the last event that was handed out and may not be written yet.
std::uint64_t SqliteJournal::noted_to() const
{
    if (!noted_.empty()) {
        return noted_.back().number;
    }
    return batch_ != nullptr && !batch_->noted.empty() ? batch_->noted.back().number : 0;
}

void SqliteJournal::start_questions()
{
    for (const std::shared_ptr<Question>& question : questions_) {
        if (question->started || question->after > written_to_) {
            continue;
        }
        question->started = true;
        const core::HistoryQuery& query = question->query;
        if (query.conversation.empty() && query.form != core::HistoryQuery::Form::targets) {
            question->done = true; // what has no conversation has no history
            continue;
        }
        reading_.run(
            [question, reader = reader_] { question->page = reader->answer(question->query); },
            [question] { question->done = true; });
    }
}

bool SqliteJournal::answer_questions()
{
    std::vector<std::shared_ptr<Question>> ready;
    for (const std::shared_ptr<Question>& question : questions_) {
        if (question->done) {
            ready.push_back(question);
        }
    }
    std::erase_if(questions_, [](const auto& question) { return question->done; });
    for (const std::shared_ptr<Question>& question : ready) {
        if (question->page && !corrections_.empty()) {
            apply_corrections(*question->page);
        }
        question->answer(std::move(question->page));
    }
    if (questions_.empty() && batch_ == nullptr && unwritten_.empty()) {
        corrections_.clear(); // whoever asks from now on reads them
    }
    return !ready.empty();
}

} // namespace hubbub::store
