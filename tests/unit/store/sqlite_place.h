// SPDX-License-Identifier: MIT
// A journal on SQLite in a directory of its own, with its workers in the test's hand.
#pragma once

#include "store/sqlite_journal.h"
#include "tests/support/copy_of.h"
#include "tests/support/fake_clock.h"
#include "tests/support/hand_work.h"
#include "tests/support/temp_dir.h"

#include <memory>
#include <string>
#include <vector>

namespace hubbub::tests {

using core::Entry;
using core::Outcome;
using store::SqliteJournal;

struct SqlitePlace {
    TempDir directory;
    FakeClock clock;
    HandWork writer;
    HandWork reader;
    HandWork checkpoints;
    std::string path = directory.file("hubbub.db");

    Result<std::unique_ptr<SqliteJournal>> open(const SqliteJournal::Options& options = {})
    {
        return SqliteJournal::open(path, options, clock, {writer, reader, checkpoints});
    }

    std::vector<Outcome> say(core::Journal& journal, const std::string& text)
    {
        Entry entry;
        entry.conversation = "#hub";
        entry.text = text;
        journal.propose(copy_of(entry));
        std::vector<Outcome> out;
        journal.take(out);
        writer.finish_all();
        journal.take(out);
        return out;
    }

    std::string texts(core::Journal& journal)
    {
        core::HistoryQuery query;
        query.conversation = "#hub";
        query.limit = 1000;
        std::string found;
        journal.read(query, [&](Result<core::HistoryPage> page) {
            for (const Entry& entry : *page) {
                found += entry.text + " ";
            }
        });
        reader.finish_all();
        std::vector<Outcome> out;
        journal.take(out);
        return found;
    }
};

} // namespace hubbub::tests
