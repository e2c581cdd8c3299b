// SPDX-License-Identifier: MIT
// Copies SQLite's write-ahead log into the database now and then, on a connection and a thread of
// its own: a checkpoint syncs, which takes as long as the disk likes, and no commit waits for it.
// https://www.sqlite.org/wal.html, "Checkpointing".
#pragma once

#include "base/result.h"
#include "base/slow_work.h"

#include <cstddef>
#include <memory>
#include <string>

namespace hubbub::store {

// A log that is longer than this is behind: whoever writes then takes part in copying it.
inline constexpr std::size_t longest_log = 16'384; // pages, of 4 KiB

class WalCheckpointer {
  public:
    // work outlives it, and is nobody's whose work is urgent. The database is there already.
    static Result<std::unique_ptr<WalCheckpointer>> open(const std::string& path, SlowWork& work);
    ~WalCheckpointer();

    // The log has so many pages now. Starts a checkpoint when enough of them are new. What fails is
    // told on stderr once and tried again when as many have come; nothing is lost by it, but the
    // log grows.
    void grown_to(std::size_t pages);

  private:
    struct Run;
    WalCheckpointer(std::shared_ptr<Run> run, SlowWork& work);

    std::shared_ptr<Run> run_; // the worker's, while one is on its way
    SlowWork& work_;
    std::size_t tried_at_ = 0; // so many pages the log had then
};

} // namespace hubbub::store
