// SPDX-License-Identifier: MIT
// What is told to those who watch the server from outside: one row a metric, in metrics.cc. None
// holds a text, a nick, an address or a secret.
#pragma once

#include "base/histogram.h"
#include "core/journal_pulse.h"
#include "core/tally.h"
#include "daemon/traffic.h"
#include "daemon/turn_watch.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace hubbub::daemon {

// All that is known at one moment. Server::facts() gathers it.
struct Facts {
    Traffic traffic;
    core::Tally tally;
    core::JournalPulse journal;
    Histogram turns{turn_bounds};
    std::uint64_t slow_turns = 0;
    std::uint64_t deliveries = 0;

    std::array<std::array<std::size_t, 2>, door_names.size()> connections{}; // [door][with TLS?]
    std::size_t queued = 0;        // bytes that wait to be written to clients
    std::size_t longest_queue = 0; // of one client
    std::uint64_t shortages = 0;   // of file descriptors for more clients
    std::size_t users = 0;
    std::size_t most_users = 0;
    std::size_t sessions = 0;
    std::size_t rooms = 0;
    std::size_t accounts = 0;

    double started = 0; // seconds since 1970
    double uptime = 0;  // seconds
    double cpu_seconds = 0;
    std::size_t resident_bytes = 0;
    std::size_t open_fds = 0;
    std::size_t most_fds = 0;

    std::string why_not_ready; // empty: it is
};

// The samples of one metric, being written in Prometheus' text format, version 0.0.4.
class Samples {
  public:
    struct Label {
        std::string_view name;
        std::string_view value; // of our tables: nothing in it needs to be escaped
    };
    Samples(std::string_view name, std::string& out) : name_(name), out_(out) {}

    void add(double value, std::initializer_list<Label> labels = {});
    void add(std::uint64_t value, std::initializer_list<Label> labels = {});
    void add(const Histogram& histogram);

  private:
    void add(std::string_view suffix, std::initializer_list<Label> labels, std::string_view value);

    std::string_view name_;
    std::string& out_;
};

struct MetricRow {
    std::string_view name;
    std::string_view type; // "counter", "gauge", "histogram"
    std::string_view help; // one sentence
    void (*write)(const Facts& facts, Samples& samples);
};

std::span<const MetricRow> metrics();

// All of them: what /metrics answers.
std::string exposition(const Facts& facts);

// The page that SIGUSR1 asks for, in lines.
std::string status_page(const Facts& facts);

} // namespace hubbub::daemon
