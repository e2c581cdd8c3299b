// SPDX-License-Identifier: MIT
// What each kind of entry means: one row each in kinds.cc.
#pragma once

#include "core/entry.h"
#include "core/refusal.h"
#include "core/settings.h"
#include "wire/line.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::core {

class Outbox;
class World;
struct Session;

// All that applying an entry may touch. Deterministic: what happens to users and channels depends
// on the world, the settings and the entry alone.
struct Stage {
    World& world;
    Outbox& outbox;
    const Settings& settings;
    std::string_view epoch;
    Session* origin;               // the session that asked, if it is ours and still alive
    std::vector<Session*> orphans; // their user has left; Network bids them farewell
};

struct KindRow {
    enum class Class : std::uint8_t {
        speech, // once committed it is said, whatever else has happened meanwhile
        change, // checked again when applied: another change may have come first
    };

    Kind kind;
    std::string_view name;
    Class type;
    MayRefuse (*check)(const World& world, const Settings& settings, const Entry& entry);
    void (*apply)(Stage& stage, Entry& entry);
    // The line that tells of it, live and from history alike.
    void (*render)(const Entry& entry, wire::Line& line);
};

std::span<const KindRow> kinds();
// Null for a number that no row has (a store written by a newer program).
const KindRow* find_kind(Kind kind);

} // namespace hubbub::core
