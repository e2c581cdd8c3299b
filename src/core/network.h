// SPDX-License-Identifier: MIT
// Read this file first. The network: a World of facts, and the three steps by which it changes.
//
//     check(entry)    may this be?                     a Refusal, or nothing
//     propose(entry)  ask the journal to order it      nothing has happened yet
//     settle()        apply what the journal ordered   the World changes, and everybody hears
//
// Nothing but apply changes users and channels, and nothing is said of them before the commit. The
// rules stand by theme in identity.cc, membership.cc, moderation.cc and speech.cc; kinds.cc lists
// them. Sessions are local matter: doors open and doom them directly.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "core/attempts.h"
#include "core/entry.h"
#include "core/journal.h"
#include "core/kinds.h"
#include "core/long_answers.h"
#include "core/outbox.h"
#include "core/passwords.h"
#include "core/refusal.h"
#include "core/rooms.h"
#include "core/settings.h"
#include "core/spare_room.h"
#include "core/tally.h"
#include "core/world.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace hubbub::core {

class Network;

// Told what became of an entry that one of our sessions proposed, while its answer is being given.
// The commands implement it: a committed JOIN is followed by the topic and the names.
class Followup {
  public:
    virtual ~Followup() = default;
    virtual void applied(Network& network, Session& session, const Entry& entry) = 0;
    virtual void refused(Network& network, Session& session, const Entry& entry,
                         const Refusal& refusal) = 0;
    // Every second or so, for each session that is open.
    virtual void ticked(Network& network, Session& session) = 0;
};

// What operators ask of the program around the network. The daemon implements it.
class Maintenance {
  public:
    virtual ~Maintenance() = default;
    // Reads the configuration anew, soon.
    virtual void rehash() = 0;
};

class Network {
  public:
    Network(Journal& journal, Transport& transport, const Clock& clock, Settings settings);

    // Makes the journal's records true, and what came after them; once, before the first session.
    // The error is one sentence.
    Result<void> restore();

    const World& world() const { return world_; }
    World& world() { return world_; } // for sessions, and for apply functions
    Outbox& outbox() { return outbox_; }
    const Outbox& outbox() const { return outbox_; }
    Journal& journal() { return journal_; }
    const Journal& journal() const { return journal_; }
    const Clock& clock() const { return clock_; }
    const Settings& settings() const { return settings_; }
    void replace_settings(Settings settings);
    // The tokens of RPL_ISUPPORT, by these settings.
    const std::vector<std::string>& isupport() const { return isupport_; }
    void set_followup(Followup& followup) { followup_ = &followup; }
    // How often each command was used; for STATS.
    void count_use(std::string_view command) { ++uses_[command]; }
    using Uses = std::unordered_map<std::string_view, std::uint64_t>;
    const Uses& uses() const { return uses_; }
    Tally& tally() { return tally_; }
    const Tally& tally() const { return tally_; }
    // Null where there is nothing to maintain.
    void set_maintenance(Maintenance& maintenance) { maintenance_ = &maintenance; }
    Maintenance* maintenance() { return maintenance_; }
    WallTime started() const { return started_; }
    Millis uptime() const { return clock_.now() - started_at_; } // whatever the calendar says
    // By which bans end.
    WallTime today() { return calendar_.today(); }

    // ---- sessions
    // The caller fills in how the session came in.
    Session& open_session();
    // The session must go: it is told why, and its user leaves once that is committed. From here on
    // nothing it sends is handled. Safe at any moment of a turn.
    void doom(Session& session, std::string_view why);
    // The program ends: everybody must go, and rooms stay as they are.
    void stop(std::string_view why);

    // ---- the three steps
    MayRefuse check(const Entry& entry) const;
    // Requires: check(entry) refused nothing. entry.origin's session waits for the outcome.
    void propose(Entry&& entry);
    // Applies what has been decided. True if there was anything: call it until it is quiet.
    bool settle();

    // Asks the journal; the session's next line waits. then(page) runs in a later turn, with the
    // session still alive, as part of the answer that is being given now.
    using Then = std::function<void(Session&, Result<HistoryPage>)>;
    void ask_history(Session& session, std::uint32_t answer, const HistoryQuery& question,
                     Then then);

    // The session's next line waits, and its answer stays open, until release(); for what takes
    // more than a turn. then is run, as part of the answer, if the session is still alive.
    void hold(Session& session, std::uint32_t answer);
    void release(SessionId id, std::uint32_t answer, const std::function<void(Session&)>& then);

    // Gives the first portion of an answer; if it was not the last, the session is held and the
    // rest follows from go_on() as it reads. True if there is a rest.
    bool answer_long(Session& session, std::uint32_t answer, LongAnswers::Portion portion);
    // Whether a portion may go on: little is queued for the session.
    bool has_room(const Session& session) const { return transport_.has_room(session); }
    // Gives the next portions of long answers. Call it while could_go_on(), a portion a turn.
    void go_on() { long_answers_.go_on(*this); }
    bool could_go_on() const { return long_answers_.could_go_on(*this); }

    // So much waits to be stored that nobody may propose more. Then the session's next line waits:
    // Transport::ready tells when it may be handed in again.
    bool must_wait_for_journal(Session& session);

    // Null where no account can be made or logged in to.
    void set_passwords(Passwords& passwords) { passwords_ = &passwords; }
    Passwords* passwords() { return passwords_; }
    Attempts& logins() { return logins_; }

    // An entry about the user of the session, with source, account and origin filled in.
    Entry entry_by(const Session& session, Kind kind, std::uint32_t answer);
    // Where history keeps what is said to a channel or between two users; empty: nowhere.
    std::string_view conversation_of(const Channel& channel) const;
    std::string conversation_between(const User& a, const User& b) const;
    std::string conversation_between(std::string_view account, std::string_view other) const;
    // Who in history has that account: its folded name, a tab and when it was made; empty: nobody.
    std::string identity_of(std::string_view account) const;

    // ---- the turn
    // Sends off the doomed. True if there was anybody: call it until it is quiet.
    bool reap();
    // Ends what is overdue: registrations, silent sessions. Call it every second or so.
    void tick();
    // For so long nobody could be heard: those were no moments of silence. Before tick().
    void overslept(Millis time);
    // Frees the dead.
    void sweep() { world_.sweep(); }

    // Applies an entry that another network has applied; for replays. Origin is ignored.
    void replay(Entry entry);

    // Users at most at one time, since the start.
    std::size_t most_users() const { return most_users_; }

  private:
    void decide(Outcome& outcome);
    Stage::Told apply(Entry& entry);
    void file(Entry& entry) const;
    Result<void> restore_changes(std::uint64_t after);
    void keep_rooms();
    bool is_behind() const;
    void let_go_on();
    void correct_history(const Entry& entry, Stage::Told told);
    void settle_origin(const Entry& entry);
    void farewell(Session& session);
    void lift_bans();
    void tick_session(Session& session, Instant now);

    Journal& journal_;
    Transport& transport_;
    const Clock& clock_;
    Settings settings_;
    std::vector<std::string> isupport_;
    World world_;
    Outbox outbox_;
    Followup* followup_ = nullptr;
    Passwords* passwords_ = nullptr;
    Attempts logins_;
    std::set<std::string> lifting_; // bans whose end has been proposed
    Maintenance* maintenance_ = nullptr;
    WallTime started_;
    Instant started_at_;
    PatientCalendar calendar_;
    Uses uses_;
    Tally tally_;
    std::vector<SessionId> doomed_;
    std::vector<SessionId> held_up_; // each once
    std::vector<Outcome> outcomes_;  // kept for its room
    SpareRoom spare_room_;
    std::uint64_t applied_; // the highest number that has been: what readers of history may see
    RoomKeeper rooms_;
    LongAnswers long_answers_;
    bool stopping_ = false;
    std::size_t most_users_ = 0;
};

} // namespace hubbub::core
