// SPDX-License-Identifier: MIT
// Readers who stall: a room of 5,000 in which ten talk, and then a tenth of it reads no more. What
// that costs the others in time, and the server in memory.
//
//     stalled_bench HUBBUBD
#include "tests/bench/bench_server.h"
#include "tests/bench/crowd.h"
#include "tests/bench/machine.h"

#include <algorithm>
#include <cstdio>

using namespace hubbub::bench;

namespace {

constexpr std::size_t people = 5000;
constexpr std::size_t stalled = people / 10;
constexpr std::size_t lines_a_second = 40; // times the room: two hundred thousand deliveries
constexpr int rounds = 35;
constexpr double round_seconds = 2;

double mebibytes(std::size_t bytes)
{
    return static_cast<double>(bytes) / (1024 * 1024);
}

void tell(const char* what, const Crowd& crowd, std::size_t bytes)
{
    const auto milliseconds = [&](double share) {
        return crowd.delays().microseconds_at(share) / 1000;
    };
    std::printf("%-28s %10.2f %10.2f %10.2f %12.1f\n", what, milliseconds(0.5), milliseconds(0.99),
                milliseconds(0.999), mebibytes(bytes));
}

} // namespace

int main(int, char* argv[])
{
    allow_many_files();
    run_on_core(1);
    const BenchServer server({"hubbubd", argv[1], Program::Kind::memory});
    Crowd crowd(server, people, people, 10);
    crowd.enter();
    crowd.join();
    std::printf("room of 5,000, 40 lines/s      p50 ms     p99 ms   p99.9 ms   memory MiB\n");
    crowd.say_paced(lines_a_second, round_seconds); // warm
    crowd.forget_delays();
    crowd.say_paced(lines_a_second, 4 * round_seconds);
    tell("all read", crowd, server.private_bytes());

    crowd.forget_delays();
    crowd.stall(stalled);
    std::size_t most = 0;
    for (int i = 0; i < rounds; ++i) {
        crowd.say_paced(lines_a_second, round_seconds);
        most = std::max(most, server.private_bytes());
    }
    tell("500 do not read (most)", crowd, most);
    return 0;
}
