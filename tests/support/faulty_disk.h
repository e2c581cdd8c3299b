// SPDX-License-Identifier: MIT
// The disk under SQLite, as a test wants it to be: it fails at a chosen operation, or loses its
// power and with it what was not synced. A VFS of SQLite in front of the usual one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3_vfs;

namespace hubbub::tests {

class FaultyDisk {
  public:
    FaultyDisk(); // is SQLite's disk from here on
    ~FaultyDisk();
    FaultyDisk(const FaultyDisk&) = delete;
    FaultyDisk& operator=(const FaultyDisk&) = delete;

    enum class Fault { io_error, full, power_loss };
    // From the operation with that number on (the first is 0), so many fail; power that is lost
    // stays away until power_returns().
    void plan(Fault fault, std::size_t at, std::size_t count = 1);
    void forget_plan() { plan_.reset(); }
    // That change a file: writes, syncs, truncations, deletions.
    std::size_t operations() const { return operations_; }
    bool has_failed() const { return failed_; }

    // Which of the writes since a file's last sync are on it after all.
    enum class Survive { none, all, some };
    // Nobody has a file open. Each holds what was synced, and of the rest what survives; one of
    // `some` may be cut in half.
    void power_returns(Survive unsynced, unsigned seed = 1);

    // ---- for the VFS
    // What SQLite is told instead of the operation being done; nothing: do it.
    std::optional<int> fails();
    void note_write(const std::string& path, std::int64_t at, std::string_view bytes);
    void note_truncate(const std::string& path, std::int64_t size);
    void note_sync(const std::string& path);
    void note_delete(const std::string& path);

  private:
    struct Change {
        std::int64_t at; // or the new size
        std::optional<std::string> bytes;
    };
    struct Image {
        std::string synced;
        std::vector<Change> since;
    };
    struct Plan {
        Fault fault;
        std::size_t from;
        std::size_t to;
    };
    static void apply(const Change& change, std::string& bytes);

    std::unique_ptr<sqlite3_vfs> vfs_;
    std::map<std::string, Image> images_;
    std::optional<Plan> plan_;
    std::size_t operations_ = 0;
    bool failed_ = false;
};

} // namespace hubbub::tests
