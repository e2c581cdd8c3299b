// SPDX-License-Identifier: MIT
// Which addresses are tried, and when (RFC 8305): IPv6 and IPv4 by turns, each a little after the
// one before and at once when that has failed; the first that answers wins. It decides and keeps
// the record; who asks it does the connecting.
#pragma once

#include "base/clock.h"
#include "net/address.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tui::net {

enum class Family { six, four };

using Addresses = std::vector<hubbub::net::Address>;

// In the order in which they are tried, when all are known before the first is.
Addresses by_turns(const Addresses& six, const Addresses& four);

struct Attempt {
    enum class Outcome { trying, won, failed, overtaken };
    hubbub::net::Address to;
    Millis at{};   // since the race began
    Millis took{}; // until its outcome
    Outcome outcome = Outcome::trying;
    std::string why; // it failed
};

class Race {
  public:
    explicit Race(Instant began) : began_(began) {}

    // All the addresses of a family, perhaps none. Each family once, in any order.
    void offer(Family family, Addresses addresses, Instant now);
    // What is to be tried from now on: places in attempts(). Ends the attempts that take too long.
    std::vector<std::size_t> advance(Instant now);
    // When to call advance() again, if nothing else happens.
    std::optional<Instant> due() const;

    void connected(std::size_t attempt, Instant now); // the others are overtaken
    void failed(std::size_t attempt, std::string_view why, Instant now);
    // The winner was no good: the race goes on with those that were overtaken or not yet tried, or
    // first with the same address once more.
    enum class Then { others, same_again };
    void disqualify(std::string_view why, Then then, Instant now);

    const std::vector<Attempt>& attempts() const { return attempts_; }
    std::optional<std::size_t> winner() const { return winner_; }
    bool is_settled(Family family) const { return (family == Family::six ? six_ : four_).settled; }
    bool is_lost() const; // nothing is left to try, or to wait for

  private:
    struct Waiting {
        bool settled = false;
        Instant since{};
        Addresses addresses; // still to be tried
    };
    Waiting& of(Family family) { return family == Family::six ? six_ : four_; }
    bool may_begin(Instant now) const;
    bool is_trying() const;
    bool has_waiting() const { return !six_.addresses.empty() || !four_.addresses.empty(); }
    hubbub::net::Address take_next();
    void end(std::size_t attempt, Attempt::Outcome outcome, std::string_view why, Instant now);

    Instant began_;
    Waiting six_;
    Waiting four_;
    std::vector<Attempt> attempts_;
    Addresses overtaken_; // by the winner
    std::optional<std::size_t> winner_;
    Instant next_{}; // the next attempt is due
    Family turn_ = Family::six;
};

} // namespace hubbub::tui::net
