// SPDX-License-Identifier: MIT
#include "base/strings.h"
#include "daemon/metrics.h"

#include <algorithm>
#include <cmath>

namespace hubbub::daemon {

namespace {

constexpr std::size_t mebibyte = 1024UL * 1024;

std::string n(std::uint64_t number)
{
    return std::to_string(number);
}

std::string millis(double seconds)
{
    const auto tenths = static_cast<std::uint64_t>(std::llround(seconds * 10000));
    return concat({n(tenths / 10), ".", n(tenths % 10), " ms"});
}

std::string mean(const Histogram& histogram)
{
    const auto count = static_cast<double>(std::max<std::uint64_t>(histogram.count(), 1));
    return millis(histogram.sum() / count);
}

std::string duration(double seconds)
{
    const auto whole = static_cast<std::uint64_t>(std::max(seconds, 0.0));
    const auto two = [](std::uint64_t number) {
        return concat({number < 10 ? "0" : "", n(number)});
    };
    return concat({n(whole / 86400), " d ", two(whole / 3600 % 24), ":", two(whole / 60 % 60), ":",
                   two(whole % 60)});
}

std::string line(std::string_view name, std::initializer_list<std::string_view> parts)
{
    std::string text(name);
    text.resize(13, ' ');
    for (const std::string_view part : parts) {
        text += part;
    }
    return text + "\n";
}

std::string sessions(const Facts& facts)
{
    std::string text;
    for (std::size_t i = 0; i < door_names.size(); ++i) {
        const auto& [clear, tls] = facts.connections[i];
        text += concat(
            {i == 0 ? "" : ", ", door_names[i], " ", n(clear + tls), " (", n(tls), " over TLS)"});
    }
    return text;
}

std::string journal(const Facts& facts)
{
    const core::JournalPulse& pulse = facts.journal;
    return concat({n(pulse.waiting), " waiting (", n(pulse.bytes_waiting),
                   " bytes, the oldest for ", millis(in_seconds(pulse.lag)), "); ",
                   n(pulse.commit.count()), " commits, mean ", mean(pulse.commit), ", longest ",
                   millis(pulse.commit.largest()), "; ", n(pulse.failures), " failed"});
}

} // namespace

std::string status_page(const Facts& facts)
{
    const Histogram& turns = facts.turns;
    std::string page = concat({"hubbubd ", HUBBUB_VERSION, ", up ", duration(facts.uptime), "\n"});
    page += line("ready", {facts.why_not_ready.empty() ? "yes" : facts.why_not_ready});
    page += line("connections", {sessions(facts)});
    page += line("people", {n(facts.users), ", at most ", n(facts.most_users), " at one time; in ",
                            n(facts.rooms), " rooms"});
    page += line("lines", {n(facts.traffic.lines_in()), " in; ", n(facts.tally.decided),
                           " entries; ", n(facts.deliveries), " deliveries"});
    page += line("to clients", {n(facts.queued), " bytes waiting, ", n(facts.longest_queue),
                                " of them for the slowest"});
    page += line("journal", {journal(facts)});
    page +=
        line("turns", {n(turns.count()), ", mean ", mean(turns), ", longest ",
                       millis(turns.largest()), "; ", n(facts.slow_turns), " of more than 50 ms"});
    page += line("memory", {n(facts.resident_bytes / mebibyte), " MiB; ", n(facts.open_fds), " of ",
                            n(facts.most_fds), " file descriptors; ",
                            n(static_cast<std::uint64_t>(facts.cpu_seconds)), " s of processor"});
    return page;
}

} // namespace hubbub::daemon
