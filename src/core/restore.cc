// SPDX-License-Identifier: MIT
// How a network comes back from what its journal has: records, and the changes of rooms since the
// last checkpoint; or every entry anew.
#include "base/ensure.h"
#include "base/strings.h"
#include "core/kinds.h"
#include "core/network.h"
#include "core/shelves.h"

#include <utility>

namespace hubbub::core {

Result<void> Network::restore()
{
    Result<std::vector<Record>> records = journal_.records();
    if (!records) {
        return records.error();
    }
    for (const Shelf& shelf : shelves()) {
        for (const Record& record : *records) {
            if (record.shelf != shelf.name) {
                continue;
            }
            if (Result<void> done = shelf.restore(world_, settings_, record); !done) {
                return Error{concat({"the stored ", shelf.name, " \"", record.key,
                                     "\" cannot be read: ", done.error().sentence})};
            }
        }
    }
    rooms_.note_records(*records);
    return restore_changes(RoomKeeper::complete_to(*records));
}

Result<void> Network::restore_changes(std::uint64_t after)
{
    Result<HistoryPage> changes = journal_.room_changes(after);
    if (!changes) {
        return changes.error();
    }
    for (Entry& entry : *changes) {
        if (world_.find_channel(entry.target) == nullptr) {
            make_room(world_, settings_, entry.target, entry.time);
        }
        Stage stage{world_, outbox_, settings_, journal_.epoch(), nullptr, {}};
        find_kind(entry.kind)->apply(stage, entry);
        rooms_.changed(world_.fold(entry.target).text());
    }
    if (!changes->empty()) {
        propose(std::move(*rooms_.checkpoint(world_, changes->back().number)));
    }
    world_.put_to_sleep();
    return {};
}

void Network::replay(Entry entry)
{
    entry.origin = {};
    const KindRow* row = find_kind(entry.kind);
    HUBBUB_ENSURE(row != nullptr);
    if (row->type == KindRow::Class::change && check(entry)) {
        return;
    }
    Stage stage{world_, outbox_, settings_, journal_.epoch(), nullptr, {}};
    row->apply(stage, entry);
}

} // namespace hubbub::core
