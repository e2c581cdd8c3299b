// SPDX-License-Identifier: MIT
// The port that orders. Nothing has happened before the journal has handed it back.
#pragma once

#include "base/result.h"
#include "core/entry.h"
#include "core/history.h"
#include "core/journal_pulse.h"
#include "core/retention.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hubbub::core {

// What became of a proposed entry.
struct Outcome {
    explicit Outcome(Entry&& what) : entry(std::move(what)) {}

    Entry entry;
    bool committed = true;
    std::string why_not; // a sentence for the operator's log, when not committed
};

// One total order for one World. Implementations: store::MemoryJournal, store::SqliteJournal; the
// suite in tests/unit/store/journal_suite.h runs against each.
class Journal {
  public:
    using Answer = std::function<void(Result<HistoryPage>)>;

    virtual ~Journal() = default;

    // Gives the entry its number and its place in the order; take() hands it back once that is
    // decided. An entry that need not be stored (core/kinds.h, must_be_stored) keeps its place but
    // waits for no disk, unless behind one that must; what history notes of it is written later.
    // Of entries with the same once, kind and text (core/entry.h) only the first of a day is
    // stored; the others come back as Sending::again, and a recall of what was not said as it was.
    virtual void propose(Entry&& entry) = 0;

    // Appends what has been decided since, in the order of propose(), and says whether there was
    // anything. A committed entry has its number and time; of two, the later has the higher number
    // and the later time. It also runs the answers to read() that have come.
    virtual bool take(std::vector<Outcome>& out) = 0;

    // Answers from a later take(), with what was committed when the question is answered: at least
    // everything that take() has handed out before the question.
    virtual void read(const HistoryQuery& question, Answer answer) = 0;

    // What the records are; asked once, before anything is proposed.
    virtual Result<std::vector<Record>> records() = 0;

    // The stored entries after that number that change what rooms are (core/kinds.h), in order;
    // asked once, before anything is proposed.
    virtual Result<HistoryPage> room_changes(std::uint64_t after) = 0;

    // What became of a committed entry when it was applied: history holds it as it is given here,
    // or not at all. Every answer from now on says so; it is written with the next transaction.
    // Requires: entry.number, conversation and also_in are as they were committed.
    virtual void amend(const Entry& entry) = 0;
    virtual void forget(const Entry& entry) = 0;

    // From now on; what is too much then goes little by little.
    virtual void keep(const Retention& retention) = 0;

    // Five characters that differ from journal to journal, so that two of them never give one
    // message id twice. With the entry's number they make the msgid.
    virtual std::string_view epoch() const = 0;

    // The highest number given so far, in this run or an earlier one.
    virtual std::uint64_t last_number() const = 0;

    // Bytes that were proposed and are not yet decided: who can wait proposes no more while they
    // are too many.
    virtual std::size_t backlog() const { return 0; }

    virtual JournalPulse pulse() const { return {}; }

    // While it ails: writes something of its own soon, so that it is known when that works again
    // though nobody proposes anything.
    virtual void probe() {}
};

} // namespace hubbub::core
