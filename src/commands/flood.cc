// SPDX-License-Identifier: MIT
#include "commands/flood.h"

#include <algorithm>
#include <cmath>

namespace hubbub::commands {

namespace {

using core::Bucket;

struct Rate {
    double burst;
    double per_second;
};

void refill(Bucket& bucket, const Rate& rate, Instant now)
{
    if (bucket.tokens < 0) {
        bucket.tokens = rate.burst;
    } else {
        const double seconds = std::chrono::duration<double>(now - bucket.refilled).count();
        const double refilled = std::min(rate.burst, bucket.tokens + seconds * rate.per_second);
        bucket.tokens = std::max(bucket.tokens, refilled); // who was given more keeps it
    }
    bucket.refilled = now;
}

// When the bucket will hold so much; nothing when it does. What no bucket holds is to be had from a
// full one.
std::optional<Instant> missing(Bucket& bucket, const Rate& rate, double cost, Instant now)
{
    refill(bucket, rate, now);
    const double needed = std::min(cost, rate.burst) - bucket.tokens;
    if (needed <= 0) {
        return std::nullopt;
    }
    return now + Millis(static_cast<Millis::rep>(std::ceil(needed / rate.per_second * 1000)));
}

void pay(Bucket& bucket, double cost)
{
    bucket.tokens = std::max(bucket.tokens - cost, 0.0);
}

std::optional<Rate> rate_of(const core::Throttle& throttle, core::Counted counted)
{
    const std::size_t most = throttle.per_minute[static_cast<std::size_t>(counted)];
    const auto minute = static_cast<double>(most);
    return most == 0 ? std::nullopt : std::optional(Rate{minute, minute / 60});
}

// JOIN #a,#b has two. Only what goes to more than one person or room counts as to many.
double targets_of(const CommandSpec& spec, const wire::Message& message)
{
    const std::string_view first = message.parameters.size() > 0 ? message.parameters[0] : "";
    const auto commas = static_cast<double>(std::count(first.begin(), first.end(), ','));
    return *spec.counted == core::Counted::targets ? commas : commas + 1;
}

} // namespace

std::optional<FloodDelay> flood_delay(core::Session& session, const CommandSpec* spec,
                                      const wire::Message& message, const core::Throttle& throttle,
                                      double cost, Instant now)
{
    const core::Pace& pace = session.pace;
    if (pace.commands_per_second <= 0 || pace.burst <= 0) {
        return std::nullopt;
    }
    const Rate all{static_cast<double>(pace.burst), static_cast<double>(pace.commands_per_second)};
    const auto wait = missing(session.commands, all, cost, now);
    if (wait) {
        return FloodDelay{*wait, 0};
    }
    const bool counts = spec != nullptr && spec->counted;
    if (const auto own = counts ? rate_of(throttle, *spec->counted) : std::nullopt) {
        const auto which = static_cast<std::size_t>(*spec->counted);
        Bucket& bucket = session.counted.change()[which];
        const double targets = targets_of(*spec, message);
        if (const auto later = targets > 0 ? missing(bucket, *own, targets, now) : std::nullopt) {
            return FloodDelay{*later, 1 + which};
        }
        pay(bucket, targets);
    }
    pay(session.commands, cost);
    return std::nullopt;
}

} // namespace hubbub::commands
