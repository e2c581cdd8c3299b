// SPDX-License-Identifier: MIT
// What is measured of a client, a row each; the figures of several rounds, and the table of all.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace hubbub::bench {

enum class Figure {
    start,
    resident,
    own_memory,
    flood_cpu,
    flood_wait,
    line_bytes,
    key_p50,
    key_p99,
    busy_key_p50,
    busy_key_p99,
    busy_cpu,
    nicks,
    key_bytes,
    wakeups,
    resize_cpu,
    million_line_bytes,
    million_search,
    million_page_p50,
    million_page_p99,
};

class Figures {
  public:
    explicit Figures(std::string name) : name_(std::move(name)) {}

    const std::string& name() const { return name_; } // the client's
    void add(Figure figure, double value) { values_[figure].push_back(value); }
    // The median of all that was added, as the table shows it; "-": nothing was.
    std::string shown(Figure figure) const;

  private:
    std::string name_;
    std::map<Figure, std::vector<double>> values_;
};

void print_table(const std::vector<Figures>& clients);

} // namespace hubbub::bench
