// SPDX-License-Identifier: MIT
// hubbubd in its field: what a delivered line costs it, with both journals, beside a bare relay and
// beside the servers of other projects that are installed. All run at once, on one core, and take
// turns with being measured from the other; figures are medians of these turns. Only the columns
// "ratio" mean something from one machine to the next.
//
// The others wait for each other's acknowledgements, which takes minutes: --peers has them, and
// --long, which measures everything longer.
//
//     field_bench FLOOR HUBBUBD [--long | --peers] [--against=OTHER_HUBBUBD] [CASE...]
#include "tests/bench/bench_server.h"
#include "tests/bench/crowd.h"
#include "tests/bench/machine.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

using namespace hubbub::bench;

namespace {

struct Case {
    std::string_view name;
    std::string_view what;
    std::size_t people;
    std::size_t room;
    std::size_t writers;  // of each room
    std::size_t lines;    // each writer sends at a time
    std::size_t a_second; // lines in all; 0: the next when the last has arrived
    bool only_in_long;
};

constexpr Case cases[] = {
    {"one100", "1 writer, room of 100, one line at a time", 100, 100, 1, 1, 0, false},
    {"one1000", "1 writer, room of 1,000, one line at a time", 1000, 1000, 1, 1, 0, true},
    {"room10", "room of 10, all talk", 10, 10, 10, 1, 0, false},
    {"room100", "room of 100, 10 talk", 100, 100, 10, 1, 0, false},
    {"room1000", "room of 1,000, 10 talk", 1000, 1000, 10, 1, 0, false},
    {"room5000", "room of 5,000, 10 talk", 5000, 5000, 10, 1, 0, true},
    {"bursts", "bursts of 16 lines, room of 100", 100, 100, 10, 16, 0, false},
    {"rooms", "1,000 people in 100 rooms, 1 talks in each", 1000, 10, 1, 1, 0, false},
    {"paced", "3,000 lines a second into a room of 100", 100, 100, 10, 1, 3000, false},
};

struct Figures {
    std::vector<double> cpu;   // us a delivery
    std::vector<double> speed; // deliveries a second
    std::vector<double> calls; // a delivery
};

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

double seconds_now()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

// One server, who is connected to it, and what has been measured there.
struct Contestant {
    Contestant(const Program& program, const Case& load)
        : name(program.name), server(program), crowd(server, load.people, load.room, load.writers)
    {
        crowd.enter();
        crowd.join();
        crowd.say(1);
    }

    void run(const Case& load, std::size_t rounds)
    {
        crowd.acknowledge_late();
        const double cpu = server.cpu_seconds();
        const std::uint64_t calls = server.system_calls();
        const std::uint64_t before = crowd.deliveries();
        const double start = seconds_now();
        if (load.a_second != 0) {
            crowd.say_paced(load.a_second, 0.5);
        }
        for (std::size_t i = 0; load.a_second == 0 && i < rounds; ++i) {
            crowd.say(load.lines);
        }
        const double time = seconds_now() - start;
        const auto lines = static_cast<double>(crowd.deliveries() - before);
        figures.cpu.push_back((server.cpu_seconds() - cpu) * 1e6 / lines);
        figures.speed.push_back(lines / time);
        figures.calls.push_back(static_cast<double>(server.system_calls() - calls) / lines);
    }

    std::string name;
    BenchServer server;
    Crowd crowd;
    Figures figures;
};

using Contestants = std::vector<std::unique_ptr<Contestant>>;

void print(const Case& load, const Contestants& all)
{
    std::printf("\n%s (%s)\n", std::string(load.what).c_str(), std::string(load.name).c_str());
    std::printf("  %-9s %10s %7s %12s %9s %9s %9s %9s\n", "", "us a line", "ratio", "lines/s",
                "calls", "p50 us", "p99 us", "p99.9 us");
    const double floor = median(all.front()->figures.cpu);
    for (const std::unique_ptr<Contestant>& one : all) {
        const Figures& figures = one->figures;
        const Histogram& delays = one->crowd.delays();
        std::printf("  %-9s %10.3f %7.2f %12.0f %9.3f %9.0f %9.0f %9.0f\n", one->name.c_str(),
                    median(figures.cpu), median(figures.cpu) / floor, median(figures.speed),
                    median(figures.calls), delays.microseconds_at(0.5),
                    delays.microseconds_at(0.99), delays.microseconds_at(0.999));
    }
    std::fflush(stdout);
}

void measure(const std::vector<Program>& programs, const Case& load, bool thorough)
{
    Contestants all;
    for (const Program& program : programs) {
        all.push_back(std::make_unique<Contestant>(program, load));
    }
    const std::size_t a_round =
        load.people / load.room * load.writers * load.lines * (load.room - 1);
    const std::size_t rounds = (thorough ? 40000 : 15000) / a_round + 1;
    for (int turn = 0; turn < (thorough ? 15 : 7); ++turn) {
        for (const std::unique_ptr<Contestant>& one : all) {
            one->run(load, rounds);
        }
    }
    print(load, all);
}

void measure_registering(const std::vector<Program>& programs, bool thorough)
{
    std::printf("\nregistering, a connection\n  %-9s %10s %7s\n", "", "us", "ratio");
    std::vector<std::vector<double>> used(programs.size());
    std::vector<std::unique_ptr<BenchServer>> servers;
    for (const Program& program : programs) {
        servers.push_back(std::make_unique<BenchServer>(program));
    }
    const std::size_t people = 300;
    for (int turn = 0; turn < (thorough ? 11 : 5); ++turn) {
        for (std::size_t i = 0; i < servers.size(); ++i) {
            Crowd crowd(*servers[i], people, people, 0);
            const double before = servers[i]->cpu_seconds();
            crowd.enter();
            used[i].push_back((servers[i]->cpu_seconds() - before) * 1e6 / people);
        }
    }
    for (std::size_t i = 0; i < servers.size(); ++i) {
        std::printf("  %-9s %10.1f %7.2f\n", programs[i].name.c_str(), median(used[i]),
                    median(used[i]) / median(used[0]));
    }
}

void measure_idle(const std::vector<Program>& programs, bool thorough)
{
    const std::size_t people = thorough ? 9500 : 2000;
    std::printf("\n%zu idle registered connections\n  %-9s %10s\n", people, "", "bytes each");
    for (const Program& program : programs) {
        const BenchServer server(program);
        { // what comes with the first ones
            Crowd few(server, 10, 10, 0);
            few.enter();
        }
        const std::size_t before = server.private_bytes();
        Crowd crowd(server, people, people, 0);
        crowd.enter();
        const double grown = static_cast<double>(server.private_bytes() - before);
        std::printf("  %-9s %10.0f\n", program.name.c_str(), grown / static_cast<double>(people));
        std::fflush(stdout);
    }
}

// Everybody comes to one room, changes nick and leaves, all at once. A line heard should cost the
// same however many hear it.
void measure_storms(const Program& program, std::size_t people)
{
    const BenchServer server(program);
    Crowd crowd(server, people, people, 0);
    crowd.enter();
    const auto nanoseconds_each = [&](std::size_t heard, auto&& deed) {
        const double before = server.cpu_seconds();
        deed();
        return (server.cpu_seconds() - before) * 1e9 / static_cast<double>(heard);
    };
    const double joins = nanoseconds_each(people * people / 2, [&] { crowd.join(); });
    const double nicks = nanoseconds_each(people * people, [&] { crowd.all_renamed(); });
    const double quits = nanoseconds_each(people * people / 2, [&] { crowd.all_quit(); });
    std::printf("  %-9s %6zu %8.0f %8.0f %8.0f\n", program.name.c_str(), people, joins, nicks,
                quits);
    std::fflush(stdout);
}

void measure_storms(const std::vector<Program>& programs, bool thorough)
{
    std::printf("\nstorms in one room: ns for each who hears it\n  %-9s %6s %8s %8s %8s\n", "",
                "people", "JOIN", "NICK", "QUIT");
    for (const Program& program : programs) {
        const bool ours =
            program.kind == Program::Kind::memory || program.kind == Program::Kind::sqlite;
        for (const std::size_t people : {250U, 1000U, 5000U}) {
            if (ours && (thorough || people <= 1000)) {
                measure_storms(program, people);
            }
        }
    }
}

// --against=PATH: another hubbubd, to be measured in the same run.
void add_other(std::vector<Program>& programs, std::vector<std::string_view>& words)
{
    constexpr std::string_view option = "--against=";
    const auto found = std::find_if(words.begin(), words.end(), [&](std::string_view word) {
        return word.starts_with(option);
    });
    if (found != words.end()) {
        const std::string path(found->substr(option.size()));
        programs.push_back({"other-mem", path, Program::Kind::memory});
        programs.push_back({"other-sql", path, Program::Kind::sqlite});
        words.erase(found);
    }
}

} // namespace

int main(int argc, char* argv[])
{
    if (argc < 3) {
        return 2;
    }
    std::vector<std::string_view> wanted(argv + 3, argv + argc);
    const bool thorough = std::erase(wanted, "--long") != 0;
    const bool peers = std::erase(wanted, "--peers") != 0 || thorough;
    std::vector<Program> all = programs(argv[1], argv[2]);
    if (!peers) {
        all.resize(3);
    }
    add_other(all, wanted);
    const auto asked = [&](std::string_view name, bool otherwise) {
        return wanted.empty() ? otherwise
                              : std::find(wanted.begin(), wanted.end(), name) != wanted.end();
    };
    allow_many_files();
    run_on_core(1);
    for (const Case& load : cases) {
        if (asked(load.name, thorough || !load.only_in_long)) {
            const std::size_t fit = std::min<std::size_t>(all.size(), 19000 / load.people);
            measure({all.begin(), all.begin() + static_cast<std::ptrdiff_t>(fit)}, load, thorough);
        }
    }
    if (asked("registering", true)) {
        measure_registering(all, thorough);
    }
    if (asked("storms", true)) {
        measure_storms(all, thorough);
    }
    if (asked("idle", true)) {
        measure_idle(all, thorough);
    }
}
