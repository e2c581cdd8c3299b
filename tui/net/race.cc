// SPDX-License-Identifier: MIT
#include "tui/net/race.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace hubbub::tui::net {

namespace {

using hubbub::net::Address;

// RFC 8305 section 8.
constexpr Millis resolution_delay = std::chrono::milliseconds(50);
constexpr Millis attempt_delay = std::chrono::milliseconds(250);

constexpr Millis attempt_patience = std::chrono::seconds(10);

} // namespace

Addresses by_turns(const Addresses& six, const Addresses& four)
{
    Addresses all;
    for (std::size_t i = 0; i < std::max(six.size(), four.size()); ++i) {
        for (const Addresses* family : {&six, &four}) {
            if (i < family->size()) {
                all.push_back((*family)[i]);
            }
        }
    }
    return all;
}

void Race::offer(Family family, Addresses addresses, Instant now)
{
    of(family) = {true, now, std::move(addresses)};
}

// With nothing but IPv4 known, IPv6 is waited for a moment.
bool Race::may_begin(Instant now) const
{
    const bool waits_for_six = !six_.settled && now < four_.since + resolution_delay;
    return !winner_ && has_waiting() && !waits_for_six && now >= next_;
}

bool Race::is_trying() const
{
    return std::any_of(attempts_.begin(), attempts_.end(),
                       [](const Attempt& one) { return one.outcome == Attempt::Outcome::trying; });
}

bool Race::is_lost() const
{
    return !winner_ && six_.settled && four_.settled && !has_waiting() && !is_trying();
}

Address Race::take_next()
{
    const Family family =
        of(turn_).addresses.empty() ? (turn_ == Family::six ? Family::four : Family::six) : turn_;
    turn_ = family == Family::six ? Family::four : Family::six;
    Addresses& addresses = of(family).addresses;
    const Address next = addresses.front();
    addresses.erase(addresses.begin());
    return next;
}

std::vector<std::size_t> Race::advance(Instant now)
{
    for (std::size_t i = 0; i < attempts_.size(); ++i) {
        if (attempts_[i].outcome == Attempt::Outcome::trying &&
            now - began_ - attempts_[i].at >= attempt_patience) {
            failed(i, "it does not answer", now);
        }
    }
    std::vector<std::size_t> begun;
    if (may_begin(now)) {
        Attempt attempt;
        attempt.to = take_next();
        attempt.at = now - began_;
        begun.push_back(attempts_.size());
        attempts_.push_back(std::move(attempt));
        next_ = now + attempt_delay;
    }
    return begun;
}

std::optional<Instant> Race::due() const
{
    if (winner_) {
        return std::nullopt;
    }
    std::optional<Instant> first;
    if (has_waiting()) {
        first = six_.settled ? next_ : std::max(next_, four_.since + resolution_delay);
    }
    for (const Attempt& one : attempts_) {
        if (one.outcome == Attempt::Outcome::trying) {
            const Instant end = began_ + one.at + attempt_patience;
            first = std::min(first.value_or(end), end);
        }
    }
    return first;
}

void Race::end(std::size_t attempt, Attempt::Outcome outcome, std::string_view why, Instant now)
{
    Attempt& one = attempts_[attempt];
    one.outcome = outcome;
    one.why = why;
    one.took = now - began_ - one.at;
}

void Race::connected(std::size_t attempt, Instant now)
{
    for (std::size_t i = 0; i < attempts_.size(); ++i) {
        if (i != attempt && attempts_[i].outcome == Attempt::Outcome::trying) {
            end(i, Attempt::Outcome::overtaken, {}, now);
            overtaken_.push_back(attempts_[i].to);
        }
    }
    end(attempt, Attempt::Outcome::won, {}, now);
    winner_ = attempt;
}

void Race::failed(std::size_t attempt, std::string_view why, Instant now)
{
    end(attempt, Attempt::Outcome::failed, why, now);
    next_ = now;
}

void Race::disqualify(std::string_view why, Then then, Instant now)
{
    const Address winner = attempts_[*winner_].to;
    failed(*std::exchange(winner_, std::nullopt), why, now);
    const auto family_of = [](const Address& address) {
        return address.family() == AF_INET6 ? Family::six : Family::four;
    };
    for (Address& address : std::exchange(overtaken_, {})) {
        of(family_of(address)).addresses.push_back(std::move(address));
    }
    if (then == Then::same_again) {
        turn_ = family_of(winner);
        Addresses& addresses = of(turn_).addresses;
        addresses.insert(addresses.begin(), winner);
    }
}

} // namespace hubbub::tui::net
