// SPDX-License-Identifier: MIT
#include "tests/bench/client_figures.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace hubbub::bench {

namespace {

struct Row {
    Figure figure;
    const char* name;
    const char* goal;
    int decimals;
};

constexpr Row rows[] = {
    {Figure::start, "start to the first line of a room, ms", "15", 1},
    {Figure::own_memory, "memory at start: its own (private), MiB", "", 2},
    {Figure::resident, "  and resident (RSS), MiB", "8", 2},
    {Figure::flood_cpu, "100,000 mixed lines at once: CPU, s", "0.5", 2},
    {Figure::flood_wait, "  last line sent to last line shown, s", "0.8", 2},
    {Figure::line_bytes, "memory a line of 90 bytes, bytes", "140", 0},
    {Figure::key_p50, "key to screen, idle: p50, ms", "", 2},
    {Figure::key_p99, "  p99, ms", "0.3", 2},
    {Figure::busy_key_p50, "key to screen, 1,000 lines a second: p50, ms", "", 2},
    {Figure::busy_key_p99, "  p99, ms", "1.0", 2},
    {Figure::busy_cpu, "CPU at 1,000 lines a second, %", "3", 1},
    {Figure::nicks, "5,000 nicks arriving until shown, ms", "15", 1},
    {Figure::key_bytes, "bytes to the terminal a key typed", "2.6", 1},
    {Figure::wakeups, "idle: wake-ups in 10 s", "0", 0},
    {Figure::resize_cpu, "resize storm of 51 sizes: CPU, ms", "60", 0},
    {Figure::million_line_bytes, "1,000,000 lines: memory a line beside its text, bytes", "48", 0},
    {Figure::million_search, "  search over all of them, ms", "", 0},
    {Figure::million_page_p50, "  PageUp to screen: p50, ms", "", 2},
    {Figure::million_page_p99, "  p99, ms", "", 2},
};

} // namespace

std::string Figures::shown(Figure figure) const
{
    const auto found = values_.find(figure);
    if (found == values_.end()) {
        return "-";
    }
    std::vector<double> values = found->second;
    std::sort(values.begin(), values.end());
    const Row& row = *std::find_if(std::begin(rows), std::end(rows),
                                   [&](const Row& one) { return one.figure == figure; });
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.*f", row.decimals, values[values.size() / 2]);
    return text.data();
}

void print_table(const std::vector<Figures>& clients)
{
    std::printf("\n%-54s %6s", "", "goal");
    for (const Figures& client : clients) {
        std::printf(" %9s", client.name().c_str());
    }
    std::printf("\n");
    for (const Row& row : rows) {
        std::printf("%-54s %6s", row.name, row.goal);
        for (const Figures& client : clients) {
            std::printf(" %9s", client.shown(row.figure).c_str());
        }
        std::printf("\n");
    }
    std::fflush(stdout);
}

} // namespace hubbub::bench
