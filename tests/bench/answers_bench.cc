// SPDX-License-Identifier: MIT
// Long answers: what a row of WHO, NAMES, LIST and MONITOR costs hubbubd in CPU, by how many rows
// there are, and how long somebody else's PING waits at most while one is given. Both should be the
// same for ten rows and for five thousand.
//
//     answers_bench HUBBUBD
#include "tests/bench/bench_server.h"
#include "tests/bench/crowd.h"
#include "tests/bench/machine.h"

#include "base/ensure.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

using namespace hubbub::bench;

namespace {

using Clock = std::chrono::steady_clock;

constexpr int rounds = 9;

// A connection that is somebody, and reads line by line.
class Asker {
  public:
    Asker(const BenchServer& server, const std::string& nick) : fd_(server.connect())
    {
        say("NICK " + nick + "\r\nUSER b 0 * :b\r\n");
        skip_to(" 376 ", " 422 ");
    }
    ~Asker() { close(fd_); }
    Asker(const Asker&) = delete;
    Asker& operator=(const Asker&) = delete;

    int fd() const { return fd_; }
    void say(std::string_view text) const
    {
        HUBBUB_ENSURE(write(fd_, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    }
    // Reads what is there; the lines up to the one that ends the answer are counted.
    void read_some(std::string_view end)
    {
        std::array<char, 65536> buffer{};
        const ssize_t size = read(fd_, buffer.data(), buffer.size());
        HUBBUB_ENSURE(size > 0);
        pending_.append(buffer.data(), static_cast<std::size_t>(size));
        std::size_t start = 0;
        for (std::size_t at = pending_.find('\n'); at != std::string::npos;
             at = pending_.find('\n', start)) {
            const std::string_view line = std::string_view(pending_).substr(start, at - start);
            ended_ = ended_ || line.find(end) != std::string_view::npos;
            ++lines_;
            start = at + 1;
        }
        pending_.erase(0, start);
    }
    void begin()
    {
        ended_ = false;
        lines_ = 0;
    }
    bool has_ended() const { return ended_; }
    std::size_t lines() const { return lines_; }
    void skip_to(std::string_view end, std::string_view or_end)
    {
        for (std::string seen;
             seen.find(end) == std::string::npos && seen.find(or_end) == std::string::npos;) {
            std::array<char, 4096> buffer{};
            const ssize_t size = read(fd_, buffer.data(), buffer.size());
            HUBBUB_ENSURE(size > 0);
            seen.append(buffer.data(), static_cast<std::size_t>(size));
        }
    }

  private:
    int fd_;
    std::string pending_;
    bool ended_ = false;
    std::size_t lines_ = 0;
};

struct Question {
    const char* name;
    std::string text; // with its line end
    const char* end;  // in the last line of the answer
};

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

void ask(Asker& asker, const Question& question)
{
    asker.begin();
    asker.say(question.text);
    while (!asker.has_ended()) {
        asker.read_some(question.end);
    }
}

// The longest that the other's PING waited while the answer was given, in milliseconds.
double longest_wait(Asker& asker, Asker& other, const Question& question)
{
    double longest = 0;
    asker.begin();
    other.begin();
    asker.say(question.text);
    other.say("PING a\r\n");
    Clock::time_point asked = Clock::now();
    bool waits = true;
    while (!asker.has_ended() || waits) {
        std::array<pollfd, 2> both{{{asker.fd(), POLLIN, 0}, {other.fd(), POLLIN, 0}}};
        poll(both.data(), both.size(), 1000);
        if (both[1].revents != 0) {
            other.read_some(" PONG ");
            const std::chrono::duration<double, std::milli> waited = Clock::now() - asked;
            longest = std::max(longest, waited.count());
            waits = !asker.has_ended();
            if (waits) {
                other.say("PING a\r\n");
                asked = Clock::now();
            }
        }
        if (both[0].revents != 0) {
            asker.read_some(question.end);
        }
    }
    return longest;
}

void measure(const BenchServer& server, Asker& asker, Asker& other, const Question& question)
{
    ask(asker, question); // warm
    std::vector<double> used;
    std::vector<double> waits;
    for (int i = 0; i < rounds; ++i) {
        const double before = server.cpu_seconds();
        ask(asker, question);
        used.push_back((server.cpu_seconds() - before) * 1e6 / static_cast<double>(asker.lines()));
        waits.push_back(longest_wait(asker, other, question));
    }
    std::printf("  %-8s %8zu %12.3f %12.2f\n", question.name, asker.lines(), median(used),
                median(waits));
    std::fflush(stdout);
}

std::string all_monitored(std::size_t people)
{
    std::string text;
    for (std::size_t i = 0; i < people; ++i) {
        text += (i % 20 == 0 ? (i == 0 ? "MONITOR + " : "\r\nMONITOR + ") : ",") +
                std::string("m") + std::to_string(i);
    }
    return text + "\r\n";
}

void measure_all(const Program& program, std::size_t many)
{
    const BenchServer server(program);
    Crowd room(server, many, many, 0);
    room.enter();
    room.join();
    Asker asker(server, "asker");
    Asker other(server, "other");
    asker.say("JOIN #r0\r\n");
    asker.skip_to(" 366 ", " 366 ");
    measure(server, asker, other, {"WHO", "WHO #r0\r\n", " 315 "});
    measure(server, asker, other, {"NAMES", "NAMES #r0\r\n", " 366 "});
    for (std::size_t i = 0; i < many; i += 100) { // one asks for a hundred and goes on
        std::string rooms;
        for (std::size_t j = i; j < std::min(i + 100, many); ++j) {
            rooms += "JOIN #l" + std::to_string(j) + "\r\n";
        }
        asker.say(rooms + "PING joined\r\n");
        asker.skip_to(" PONG ", " PONG ");
    }
    measure(server, asker, other, {"LIST", "LIST\r\n", " 323 "});
    asker.say(all_monitored(many) + "PING watched\r\n");
    asker.skip_to(" PONG ", " PONG ");
    measure(server, asker, other, {"MONITOR", "MONITOR S\r\nMONITOR L\r\n", " 733 "});
}

} // namespace

int main(int, char* argv[])
{
    allow_many_files();
    run_on_core(1);
    std::printf("long answers      lines    us a line    wait, ms\n");
    for (const std::size_t many : {10U, 100U, 1000U, 5000U}) {
        measure_all({"hubbubd", argv[1], Program::Kind::memory}, many);
    }
    return 0;
}
