// SPDX-License-Identifier: MIT
#include "store/sqlite_journal.h"

#include "base/diag.h"
#include "base/ensure.h"
#include "base/strings.h"
#include "store/sqlite_reader.h"
#include "store/sqlite_writer.h"

#include <algorithm>
#include <future>
#include <iterator>
#include <utility>

namespace hubbub::store {

using core::Entry;
using core::Outcome;

// Shared with the worker: whichever of the two ends last frees it.
struct SqliteJournal::Batch {
    std::vector<Entry> entries;
    std::vector<Correction> corrections;
    Result<void> result;
    std::promise<void> written; // by the worker
    bool done = false;          // on the loop
};

struct SqliteJournal::Question {
    core::HistoryQuery query;
    Answer answer;
    Result<core::HistoryPage> page = core::HistoryPage{};
    bool done = false;
};

Result<std::unique_ptr<SqliteJournal>> SqliteJournal::open(const std::string& path,
                                                           const Options& options,
                                                           const Clock& clock, SlowWork& writer,
                                                           SlowWork& reader)
{
    Result<std::unique_ptr<SqliteWriter>> writing = SqliteWriter::open(path, options);
    if (!writing) {
        return writing.error();
    }
    Result<std::shared_ptr<SqliteReader>> reading = SqliteReader::open(path);
    if (!reading) {
        return reading.error();
    }
    return std::unique_ptr<SqliteJournal>(
        new SqliteJournal(writing.take(), reading.take(), clock, writer, reader));
}

SqliteJournal::SqliteJournal(std::unique_ptr<SqliteWriter> writer,
                             std::shared_ptr<SqliteReader> reader, const Clock& clock,
                             SlowWork& writing, SlowWork& reading)
    : writer_(std::move(writer)), reader_(std::move(reader)), writing_(writing), reading_(reading),
      clock_(clock, writer_->last_time()), epoch_(writer_->epoch()),
      last_number_(writer_->last_number())
{
}

SqliteJournal::~SqliteJournal()
{
    if (batch_ != nullptr) {
        batch_->written.get_future().wait();
    }
    for (Entry& entry : proposed_) {
        entry.time = clock_.next();
    }
    if (batch_ != nullptr && !batch_->result) {
        std::move(batch_->corrections.begin(), batch_->corrections.end(),
                  std::back_inserter(unwritten_));
    }
    if (!proposed_.empty() || !unwritten_.empty()) {
        if (const Result<void> last = writer_->commit(proposed_, unwritten_); !last) {
            diag::error(last.error().sentence);
        }
    }
}

void SqliteJournal::propose(Entry entry)
{
    entry.number = ++last_number_;
    proposed_.push_back(std::move(entry));
}

bool SqliteJournal::take(std::vector<Outcome>& out)
{
    const bool answered = answer_questions(); // first: no answer holds what is only now handed out
    const std::size_t before = out.size();
    if (batch_ != nullptr && batch_->done) {
        finish_batch(out);
    }
    if (batch_ == nullptr) {
        take_volatile(out);
        start_batch();
    }
    return answered || out.size() != before;
}

void SqliteJournal::finish_batch(std::vector<Outcome>& out)
{
    const bool stored = static_cast<bool>(batch_->result);
    failing_ = !stored;
    if (!stored) {
        diag::error(concat({batch_->result.error().sentence, ": lines are being refused"}));
    }
    for (Entry& entry : batch_->entries) {
        const bool committed = stored || !entry.is_durable();
        out.push_back({std::move(entry), committed,
                       committed ? std::string{} : batch_->result.error().sentence});
    }
    if (!stored) { // with the next one, then
        std::move(batch_->corrections.begin(), batch_->corrections.end(),
                  std::back_inserter(unwritten_));
    }
    batch_.reset();
}

// With nothing ahead that must be stored, they need not wait.
void SqliteJournal::take_volatile(std::vector<Outcome>& out)
{
    const auto durable = std::find_if(proposed_.begin(), proposed_.end(),
                                      [](const Entry& entry) { return entry.is_durable(); });
    for (auto one = proposed_.begin(); one != durable; ++one) {
        one->time = clock_.next();
        out.push_back({std::move(*one), true, {}});
    }
    proposed_.erase(proposed_.begin(), durable);
}

void SqliteJournal::start_batch()
{
    const bool corrects = !unwritten_.empty() && !failing_; // not again and again onto a full disk
    if (proposed_.empty() && !corrects) {
        return;
    }
    batch_ = std::make_shared<Batch>();
    batch_->entries.swap(proposed_);
    batch_->corrections.swap(unwritten_);
    for (Entry& entry : batch_->entries) {
        entry.time = clock_.next();
    }
    writing_.run(
        [batch = batch_, writer = writer_.get(), now = clock_.last()] {
            batch->result = writer->commit(batch->entries, batch->corrections);
            writer->prune(now);
            batch->written.set_value();
        },
        [batch = batch_] { batch->done = true; });
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
    questions_.push_back(question);
    if (query.conversation.empty() && query.form != core::HistoryQuery::Form::targets) {
        question->done = true; // what has no conversation has no history
        return;
    }
    reading_.run([question, reader = reader_] { question->page = reader->answer(question->query); },
                 [question] { question->done = true; });
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
