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
    struct Condemned {
        Session* session;
        std::string why;
    };
    std::vector<Condemned> condemned = {}; // Network dooms them
    // What history must learn of it.
    enum class Told {
        as_proposed,
        otherwise,  // the world was not what the author thought: the entry now says what was done
        not_at_all, // nothing came of it
    };
    Told told = Told::as_proposed;

    // The entry's field says the truth from here on.
    void correct(std::string& field, std::string_view truth)
    {
        if (field != truth) {
            field = truth;
            told = Told::otherwise;
        }
    }
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
    // Which histories an event belongs to, unless who proposes it says.
    enum class Filed : std::uint8_t { nowhere, in_target, in_rooms_of_author };
    Filed filed = Filed::nowhere;
};

std::span<const KindRow> kinds();
// Null for a number that no row has (a store written by a newer program).
const KindRow* find_kind(Kind kind);

bool is_speech(Kind kind);
// Who comes and goes does so even when nobody can note it down; what must not be lost is refused.
bool must_be_stored(const Entry& entry);

// Speech that has text, and not tags alone. History counts and pages these by themselves, so that
// the comings and goings of a room never push out what was said in it.
constexpr bool is_message(Kind kind)
{
    return kind == Kind::privmsg || kind == Kind::notice;
}

// It changes what a room is, and not only who is in it: at the start those that came after the
// room's last record are applied again.
constexpr bool changes_room(Kind kind)
{
    return (kind >= Kind::topic && kind < Kind::privmsg) || kind == Kind::register_room ||
           kind == Kind::drop_room;
}

} // namespace hubbub::core
