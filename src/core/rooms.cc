// SPDX-License-Identifier: MIT
#include "core/rooms.h"

#include "base/strings.h"
#include "core/registered_rooms.h"
#include "core/room_record.h"

#include <utility>

namespace hubbub::core {

namespace {

constexpr std::string_view checkpoint_shelf = "checkpoint";
constexpr std::string_view checkpoint_key = "rooms";

} // namespace

std::uint64_t RoomKeeper::complete_to(const std::vector<Record>& records)
{
    for (const Record& record : records) {
        if (record.shelf == checkpoint_shelf && record.key == checkpoint_key) {
            return parse_number<std::uint64_t>(record.value).value_or(0);
        }
    }
    return 0;
}

void RoomKeeper::note_records(const std::vector<Record>& records)
{
    for (const Record& record : records) {
        if (record.shelf == room_shelf) {
            recorded_.insert(record.key);
        }
    }
}

void RoomKeeper::ended(std::string_view room)
{
    if (recorded_.contains(room)) {
        changed_.emplace(room);
    }
}

std::optional<Entry> RoomKeeper::checkpoint(const World& world, std::uint64_t applied)
{
    using How = RecordChange::How;
    if (changed_.empty()) {
        return std::nullopt;
    }
    Entry entry;
    entry.kind = Kind::checkpoint;
    for (const std::string& name : std::exchange(changed_, {})) {
        const Channel* channel = world.find_channel(name);
        channel = channel != nullptr ? channel : world.find_asleep(name);
        if (channel != nullptr) {
            entry.records.push_back(
                {How::put, {std::string(room_shelf), name, write_room(*channel)}});
            recorded_.insert(name);
        } else {
            entry.records.push_back({How::erase, {std::string(room_shelf), name, {}}});
            recorded_.erase(name);
        }
    }
    entry.records.push_back(
        {How::put,
         {std::string(checkpoint_shelf), std::string(checkpoint_key), std::to_string(applied)}});
    return entry;
}

void RoomKeeper::lost(const Entry& checkpoint)
{
    for (const RecordChange& change : checkpoint.records) {
        if (change.record.shelf == room_shelf) {
            lost_.insert(change.record.key);
        }
    }
}

void RoomKeeper::retry()
{
    changed_.merge(std::exchange(lost_, {}));
}

Channel& make_room(World& world, const Settings& settings, std::string_view name, WallTime now)
{
    Channel& channel = world.add_channel(name);
    if (world.wake(channel)) {
        return channel;
    }
    channel.created = now;
    for (const char letter : settings.default_channel_modes) {
        channel.modes.set(letter);
    }
    return channel;
}

Result<void> restore_room(World& world, const Settings& settings, const Record& record)
{
    Channel* there = world.find_channel(record.key); // the lobby is there already
    Channel& channel = there != nullptr ? *there : world.add_channel(record.key);
    if (Result<void> read = read_room(record.value, channel); !read) {
        return read;
    }
    // The account may have ended right before the end of the program, which then had no time to
    // note what becomes of its rooms.
    if (channel.is_registered() && world.find_account(channel.founder) == nullptr) {
        forget_account(channel, world.fold(channel.founder), world.mapping());
        channel.permanent = world.fold(settings.lobby) == channel.folded;
        world.note_changed(channel);
    }
    return {};
}

} // namespace hubbub::core
