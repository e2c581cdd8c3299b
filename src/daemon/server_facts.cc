// SPDX-License-Identifier: MIT
// What the server tells those who watch it from outside.
#include "base/diag.h"
#include "base/strings.h"
#include "daemon/server.h"

#include <algorithm>
#include <cstdio>

namespace hubbub::daemon {

namespace {

double in_seconds_since_1970(WallTime time)
{
    return std::chrono::duration<double>(time.time_since_epoch()).count();
}

} // namespace

Facts Server::facts() const
{
    Facts facts;
    facts.traffic = traffic_;
    facts.tally = network_.tally();
    facts.journal = parts_.journal.pulse();
    facts.turns = turn_watch_.turns();
    facts.slow_turns = turn_watch_.slow_turns();
    facts.deliveries = network_.outbox().deliveries();
    links_.each([&](const Link& link) {
        ++facts.connections[static_cast<std::size_t>(link.kind())][link.is_tls() ? 1 : 0];
        facts.queued += link.queued();
        facts.longest_queue = std::max(facts.longest_queue, link.queued());
    });
    for (const std::unique_ptr<net::Listener>& listener : listeners_) {
        facts.shortages += listener->shortages();
    }
    const core::World& world = network_.world();
    facts.users = world.users();
    facts.most_users = network_.most_users();
    facts.sessions = world.sessions();
    facts.rooms = world.channels();
    facts.accounts = world.accounts();
    facts.started = in_seconds_since_1970(network_.started());
    facts.uptime = std::chrono::duration<double>(parts_.clock.now() - started_).count();
    facts.cpu_seconds = parts_.process.cpu_seconds();
    facts.resident_bytes = parts_.process.resident_bytes();
    facts.open_fds = parts_.process.open_fds();
    facts.most_fds = parts_.process.most_fds();
    facts.why_not_ready = why_not_ready();
    return facts;
}

std::string Server::why_not_ready() const
{
    if (stopping_) {
        return "the server is stopping";
    }
    if (listeners_.empty()) {
        return "it does not listen";
    }
    const std::string ails = parts_.journal.pulse().ails;
    return ails.empty() ? std::string{} : concat({"nothing can be stored: ", ails});
}

Result<void> Server::tell_metrics(const std::optional<net::Address>& at)
{
    if (!at) {
        health_door_.reset();
        return {};
    }
    if (health_door_ != nullptr && health_door_->wanted() == at->text()) {
        return {};
    }
    Result<std::unique_ptr<HealthDoor>> door = HealthDoor::open(*this, parts_.loop, *at);
    if (!door) {
        return door.error();
    }
    health_door_ = door.take();
    return {};
}

std::string Server::metrics_address() const
{
    return health_door_ != nullptr ? health_door_->address() : std::string{};
}

// The operator has asked for it: no level of logging holds it back.
void Server::tell_status() const
{
    diag::page(status_page(facts()));
}

TurnWatch::Work Server::work() const
{
    return {traffic_.lines_in(), network_.tally().decided, network_.outbox().deliveries()};
}

} // namespace hubbub::daemon
