// SPDX-License-Identifier: MIT
// Rooms outlive a restart. What changes a room is stored as an entry before anybody is told; right
// after it was applied a checkpoint follows, an entry that carries the room's record. At the start
// the records are read, and the entries that came after the last checkpoint are applied again.
#pragma once

#include "base/result.h"
#include "core/entry.h"
#include "core/record.h"
#include "core/settings.h"
#include "core/world.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace hubbub::core {

// Which rooms have a record, and which records are no longer true.
class RoomKeeper {
  public:
    // The number up to which all changes of rooms are in these records.
    static std::uint64_t complete_to(const std::vector<Record>& records);

    // At the start: these have a record.
    void note_records(const std::vector<Record>& records);
    void changed(std::string_view room) { changed_.emplace(room); }
    void ended(std::string_view room);

    // The entry that brings the records up to date, with all that was applied up to that number.
    std::optional<Entry> checkpoint(const World& world, std::uint64_t applied);
    // It could not be stored: again, when retry() says.
    void lost(const Entry& checkpoint);
    void retry();

  private:
    std::set<std::string, std::less<>> recorded_;
    std::set<std::string, std::less<>> changed_; // since the last checkpoint
    std::set<std::string, std::less<>> lost_;
};

// A room as it is when somebody founds it: as it was before a restart, or new.
Channel& make_room(World& world, const Settings& settings, std::string_view name, WallTime now);

Result<void> restore_room(World& world, const Settings& settings, const Record& record);

} // namespace hubbub::core
