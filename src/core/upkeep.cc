// SPDX-License-Identifier: MIT
// What the network does by the clock: ends what is overdue, asks the silent whether they are there.
#include "core/network.h"

#include "base/strings.h"
#include "core/server_bans.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <string>
#include <utility>

namespace hubbub::core {

void Network::overslept(Millis time)
{
    const Instant now = clock_.now();
    const auto move_on = [&](Instant& since) {
        if (since != Instant{}) {
            since = std::min(since + time, now);
        }
    };
    world_.each_session([&](Session& session) {
        move_on(session.heard);
        move_on(session.asked);
        if (session.registration != nullptr) {
            move_on(session.registration->opened);
        }
        if (ClientBatch* batch = session.rare->batch.get()) {
            move_on(batch->opened);
        }
    });
}

void Network::tick()
{
    lift_bans();
    const Instant now = clock_.now();
    rooms_.retry();
    keep_rooms();
    world_.each_session([&](Session& session) {
        if (session.is_open()) {
            tick_session(session, now);
            if (followup_ != nullptr) {
                followup_->ticked(*this, session);
            }
        }
    });
}

void Network::lift_bans()
{
    const WallTime now = today();
    std::set<std::string> ended;
    for (const ServerBan& ban : world_.server_bans().all()) {
        if (ban.until == WallTime{} || ban.until > now) {
            continue;
        }
        const std::string key = record_of(ban).key;
        ended.insert(key);
        if (lifting_.contains(key)) {
            continue;
        }
        Entry entry;
        entry.kind = Kind::server_ban;
        entry.source = settings_.name;
        entry.target = ban.mask;
        entry.records.push_back({RecordChange::How::erase, record_of(ban)});
        propose(std::move(entry));
    }
    lifting_ = std::move(ended);
}

void Network::tick_session(Session& session, Instant now)
{
    const Timeouts& timeouts = settings_.timeouts;
    if (!session.answers_pings) {
        return;
    }
    if (session.user == nullptr) {
        if (timeouts.registration > Millis::zero() &&
            now - session.registration->opened > timeouts.registration) {
            doom(session, "Registration timed out");
        }
        return;
    }
    if (timeouts.ping == Millis::zero() || now - session.heard < timeouts.ping) {
        return;
    }
    if (session.asked <= session.heard) {
        session.asked = now;
        wire::Line ping({}, "PING", {settings_.name});
        ping.trailing = true;
        outbox_.aside(session, ping);
    } else if (now - session.asked > timeouts.pong) {
        const auto silent = std::chrono::duration_cast<std::chrono::seconds>(now - session.heard);
        doom(session, concat({"Ping timeout: ", std::to_string(silent.count()), " seconds"}));
    }
}

} // namespace hubbub::core
