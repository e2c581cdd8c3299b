// SPDX-License-Identifier: MIT
#include "daemon/metrics.h"

#include "base/strings.h"

#include <array>
#include <charconv>

namespace hubbub::daemon {

namespace {

std::string text_of(double value)
{
    std::array<char, 400> digits{}; // for the longest there is
    const auto end =
        std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed)
            .ptr;
    return {digits.data(), end};
}

// ---- where a metric's samples come from

template <auto Member>
void fact(const Facts& facts, Samples& samples)
{
    samples.add(facts.*Member);
}

template <auto Member>
void by_door(const Facts& facts, Samples& samples)
{
    for (std::size_t i = 0; i < door_names.size(); ++i) {
        samples.add(facts.traffic.doors[i].*Member, {{"door", door_names[i]}});
    }
}

template <auto Member>
void tally(const Facts& facts, Samples& samples)
{
    samples.add(facts.tally.*Member);
}

template <auto Member>
void journal(const Facts& facts, Samples& samples)
{
    samples.add(facts.journal.*Member);
}

void build_info(const Facts&, Samples& samples)
{
    samples.add(std::uint64_t{1}, {{"version", HUBBUB_VERSION}});
}

void ready(const Facts& facts, Samples& samples)
{
    samples.add(std::uint64_t{facts.why_not_ready.empty()});
}

void connections(const Facts& facts, Samples& samples)
{
    for (std::size_t i = 0; i < door_names.size(); ++i) {
        samples.add(facts.connections[i][0], {{"door", door_names[i]}, {"tls", "no"}});
        samples.add(facts.connections[i][1], {{"door", door_names[i]}, {"tls", "yes"}});
    }
}

void accepted(const Facts& facts, Samples& samples)
{
    samples.add(facts.traffic.accepted);
}

void turned_away(const Facts& facts, Samples& samples)
{
    for (std::size_t i = 0; i < turned_away_names.size(); ++i) {
        samples.add(facts.traffic.turned_away[i], {{"reason", turned_away_names[i]}});
    }
}

void refusals(const Facts& facts, Samples& samples)
{
    for (std::size_t i = 0; i < core::reasons; ++i) {
        samples.add(facts.tally.refusals[i],
                    {{"reason", core::name_of(static_cast<core::Reason>(i))}});
    }
}

void logins(const Facts& facts, Samples& samples)
{
    samples.add(facts.tally.logins, {{"result", "ok"}});
    samples.add(facts.tally.logins_refused, {{"result", "refused"}});
}

void throttled(const Facts& facts, Samples& samples)
{
    for (std::size_t i = 0; i < core::bucket_names.size(); ++i) {
        samples.add(facts.tally.throttled[i], {{"bucket", core::bucket_names[i]}});
    }
}

void reached(const Facts& facts, Samples& samples)
{
    for (std::size_t i = 0; i < core::bound_names.size(); ++i) {
        samples.add(facts.tally.reached[i], {{"limit", core::bound_names[i]}});
    }
}

void journal_lag(const Facts& facts, Samples& samples)
{
    samples.add(in_seconds(facts.journal.lag));
}

using core::JournalPulse;
using core::Tally;
using Door = Traffic::Door;

// clang-format off
constexpr MetricRow rows[] = {
    {"hubbub_build_info", "gauge", "The version, as a label.", build_info},
    {"hubbub_ready", "gauge", "1 while the server listens and can store what is said.", ready},
    {"hubbub_users", "gauge", "People on the network.", fact<&Facts::users>},
    {"hubbub_users_most", "gauge", "People at most at one time, since the start.", fact<&Facts::most_users>},
    {"hubbub_sessions", "gauge", "Connections whose door is known, registered or not.", fact<&Facts::sessions>},
    {"hubbub_rooms", "gauge", "Rooms that somebody is in, and the lobby.", fact<&Facts::rooms>},
    {"hubbub_accounts", "gauge", "Accounts that are registered.", fact<&Facts::accounts>},
    {"hubbub_connections", "gauge", "Connections, by the door they came in by and whether over TLS.", connections},
    {"hubbub_connections_accepted_total", "counter", "Connections that were let in.", accepted},
    {"hubbub_connections_refused_total", "counter", "Connections that were turned away, by reason.", turned_away},
    {"hubbub_accept_shortages_total", "counter", "Times that nobody was let in for a while because too few file descriptors were left.", fact<&Facts::shortages>},
    {"hubbub_lines_in_total", "counter", "Lines that came in.", by_door<&Door::lines_in>},
    {"hubbub_bytes_in_total", "counter", "Bytes of what came in.", by_door<&Door::bytes_in>},
    {"hubbub_lines_out_total", "counter", "Lines that were sent, answers included; a message of several is one.", by_door<&Door::lines_out>},
    {"hubbub_bytes_out_total", "counter", "Bytes of what was sent.", by_door<&Door::bytes_out>},
    {"hubbub_deliveries_total", "counter", "Lines told to everybody whom they concern, each recipient counted.", fact<&Facts::deliveries>},
    {"hubbub_slow_readers_total", "counter", "Lines that were skipped, or people let go, because a queue was full.", by_door<&Door::slow_readers>},
    {"hubbub_client_queue_bytes", "gauge", "Bytes that wait to be written to clients.", fact<&Facts::queued>},
    {"hubbub_client_queue_longest_bytes", "gauge", "Bytes that wait to be written to the slowest client.", fact<&Facts::longest_queue>},
    {"hubbub_entries_total", "counter", "Entries that the journal has ordered.", tally<&Tally::decided>},
    {"hubbub_journal_queue_entries", "gauge", "Entries that wait for the journal.", journal<&JournalPulse::waiting>},
    {"hubbub_journal_queue_bytes", "gauge", "Bytes of the entries that wait for the journal.", journal<&JournalPulse::bytes_waiting>},
    {"hubbub_journal_lag_seconds", "gauge", "How long the oldest of them has waited.", journal_lag},
    {"hubbub_journal_commit_seconds", "histogram", "How long a transaction took.", journal<&JournalPulse::commit>},
    {"hubbub_journal_batch_entries", "histogram", "How many entries a transaction had.", journal<&JournalPulse::batch>},
    {"hubbub_journal_log_pages", "gauge", "Pages of the write-ahead log.", journal<&JournalPulse::log_pages>},
    {"hubbub_journal_failures_total", "counter", "Transactions that came to nothing.", journal<&JournalPulse::failures>},
    {"hubbub_turn_seconds", "histogram", "How long a turn of the loop took, without its waiting.", fact<&Facts::turns>},
    {"hubbub_slow_turns_total", "counter", "Turns of more than 50 milliseconds.", fact<&Facts::slow_turns>},
    {"hubbub_logins_total", "counter", "Logins to accounts and as operators, by result.", logins},
    {"hubbub_throttled_total", "counter", "Times that a line had to wait because its sender was too fast, by the bucket that was empty.", throttled},
    {"hubbub_limits_reached_total", "counter", "Times that a limit was reached, by what it limits.", reached},
    {"hubbub_refusals_total", "counter", "What people were refused, by reason.", refusals},
    {"process_start_time_seconds", "gauge", "When the server started, in seconds since 1970.", fact<&Facts::started>},
    {"process_cpu_seconds_total", "counter", "Processor time used.", fact<&Facts::cpu_seconds>},
    {"process_resident_memory_bytes", "gauge", "Memory in use.", fact<&Facts::resident_bytes>},
    {"process_open_fds", "gauge", "File descriptors that are open.", fact<&Facts::open_fds>},
    {"process_max_fds", "gauge", "File descriptors that may be open.", fact<&Facts::most_fds>},
};
// clang-format on

} // namespace

void Samples::add(std::string_view suffix, std::initializer_list<Label> labels,
                  std::string_view value)
{
    out_ += concat({name_, suffix});
    char before = '{';
    for (const Label& label : labels) {
        out_ += concat({std::string_view(&before, 1), label.name, "=\"", label.value, "\""});
        before = ',';
    }
    out_ += concat({labels.size() != 0 ? "}" : "", " ", value, "\n"});
}

void Samples::add(double value, std::initializer_list<Label> labels)
{
    add("", labels, text_of(value));
}

void Samples::add(std::uint64_t value, std::initializer_list<Label> labels)
{
    add("", labels, std::to_string(value));
}

void Samples::add(const Histogram& histogram)
{
    std::uint64_t so_far = 0;
    for (std::size_t i = 0; i < histogram.bounds().size(); ++i) {
        so_far += histogram.in_bucket(i);
        add("_bucket", {{"le", text_of(histogram.bounds()[i])}}, std::to_string(so_far));
    }
    add("_bucket", {{"le", "+Inf"}}, std::to_string(histogram.count()));
    add("_sum", {}, text_of(histogram.sum()));
    add("_count", {}, std::to_string(histogram.count()));
}

std::span<const MetricRow> metrics()
{
    return rows;
}

std::string exposition(const Facts& facts)
{
    std::string out;
    for (const MetricRow& row : rows) {
        out += concat(
            {"# HELP ", row.name, " ", row.help, "\n# TYPE ", row.name, " ", row.type, "\n"});
        Samples samples(row.name, out);
        row.write(facts, samples);
    }
    return out;
}

} // namespace hubbub::daemon
