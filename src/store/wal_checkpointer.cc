// SPDX-License-Identifier: MIT
#include "store/wal_checkpointer.h"

#include "base/diag.h"
#include "base/strings.h"
#include "store/statement.h"

#include <sqlite3.h>

#include <utility>

namespace hubbub::store {

namespace {

constexpr std::size_t new_pages = 1000; // SQLite's own default

} // namespace

// Shared with the worker: whichever of the two ends last frees it.
struct WalCheckpointer::Run {
    Database database;
    Result<void> result;
    bool on_its_way = false;
    bool failing = false;

    void checkpoint();
    void note_result();
};

// On the worker. That another is at it, or a reader still needs an older page, is no failure.
void WalCheckpointer::Run::checkpoint()
{
    const int status = sqlite3_wal_checkpoint_v2(database.get(), nullptr, SQLITE_CHECKPOINT_PASSIVE,
                                                 nullptr, nullptr);
    const bool well = status == SQLITE_OK || status == SQLITE_BUSY || status == SQLITE_LOCKED;
    result = well ? Result<void>()
                  : Result<void>(last_error(database.get(), "copy the log into the database"));
}

void WalCheckpointer::Run::note_result()
{
    on_its_way = false;
    const bool failed = !result;
    if (failed && !failing) {
        diag::warning(concat({result.error().sentence, ": it grows until that works"}));
    } else if (!failed && failing) {
        diag::warning("the log is being copied into the database again");
    }
    failing = failed;
}

Result<std::unique_ptr<WalCheckpointer>> WalCheckpointer::open(const std::string& path,
                                                               SlowWork& work)
{
    Result<Database> database = open_database(path);
    if (!database) {
        return database.error();
    }
    // Until it has read something it does not know that there is a log, and would copy nothing.
    if (Result<void> looked = execute(database->get(), "PRAGMA schema_version"); !looked) {
        return looked.error();
    }
    auto run = std::make_shared<Run>();
    run->database = database.take();
    return std::unique_ptr<WalCheckpointer>(new WalCheckpointer(std::move(run), work));
}

WalCheckpointer::WalCheckpointer(std::shared_ptr<Run> run, SlowWork& work)
    : run_(std::move(run)), work_(work)
{
}

WalCheckpointer::~WalCheckpointer() = default;

void WalCheckpointer::grown_to(std::size_t pages)
{
    if (run_->on_its_way) {
        return;
    }
    tried_at_ = tried_at_ > pages ? 0 : tried_at_; // the log has begun anew since
    if (pages < tried_at_ + new_pages) {
        return;
    }
    tried_at_ = pages;
    run_->on_its_way = true;
    work_.run([run = run_] { run->checkpoint(); }, [run = run_] { run->note_result(); });
}

} // namespace hubbub::store
