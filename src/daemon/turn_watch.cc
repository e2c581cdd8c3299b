// SPDX-License-Identifier: MIT
#include "daemon/turn_watch.h"

#include "base/diag.h"
#include "base/strings.h"

#include <string>
#include <string_view>

namespace hubbub::daemon {

namespace {

constexpr Micros between_tellings = std::chrono::seconds(1); // the log must not make it worse
constexpr std::array<std::string_view, TurnWatch::phases> names = {
    "reading", "settling", "rereading the configuration", "writing", "freeing"};

std::string in_millis(Micros time)
{
    return concat({std::to_string(time.count() / 1000), " ms"});
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many)
{
    return concat({std::to_string(count), " ", count == 1 ? one : many});
}

} // namespace

void TurnWatch::begin()
{
    if (running_) {
        return;
    }
    running_ = true;
    phase_ = Phase::reading;
    began_ = clock_.precise();
    entered_ = began_;
    spent_.fill(Micros::zero());
}

void TurnWatch::enter(Phase phase)
{
    begin();
    const Micros now = clock_.precise();
    spent_[static_cast<std::size_t>(phase_)] += now - entered_;
    entered_ = now;
    phase_ = phase;
}

void TurnWatch::finish(const Work& work)
{
    enter(Phase::reading); // the last phase ends
    running_ = false;
    const Micros took = entered_ - began_;
    turns_.observe(in_seconds(took));
    if (took > slow) {
        ++slow_turns_;
        tell(took, work);
    }
    before_ = work;
}

void TurnWatch::tell(Micros took, const Work& work)
{
    if (told_ && entered_ - told_at_ < between_tellings) {
        ++untold_;
        return;
    }
    std::string line = concat({"a slow turn, ", in_millis(took), ":"});
    std::string_view comma = " ";
    for (std::size_t i = 0; i < phases; ++i) {
        if (spent_[i] >= Micros(1000)) {
            line += concat({comma, names[i], " ", in_millis(spent_[i])});
            comma = ", ";
        }
    }
    line += concat({"; ", counted(work.lines - before_.lines, "line in", "lines in"), ", ",
                    counted(work.entries - before_.entries, "entry", "entries"), ", ",
                    counted(work.deliveries - before_.deliveries, "delivery", "deliveries")});
    if (untold_ != 0) {
        line += concat({"; ", std::to_string(untold_), " more since the last one told"});
    }
    diag::warning(line);
    told_ = true;
    told_at_ = entered_;
    untold_ = 0;
}

} // namespace hubbub::daemon
