// SPDX-License-Identifier: MIT
#include "tests/bench/client_measures.h"

#include "tests/bench/chat_lines.h"
#include "tests/bench/histogram.h"
#include "tests/bench/machine.h"
#include "tests/bench/stage.h"

#include <chrono>
#include <memory>
#include <string>
#include <utility>

namespace hubbub::bench {

using std::chrono::steady_clock;
using tests::deadline_in;
using tests::is_over;

namespace {

constexpr double mib = 1024 * 1024;

std::uint64_t nanoseconds_since(Moment start)
{
    return static_cast<std::uint64_t>(seconds_since(start) * 1e9);
}

// Somebody who types letters, and sees when each is on the screen.
class Typist {
  public:
    explicit Typist(Stage& stage) : stage_(stage), row_(stage.terminal().cursor().row) {}

    // Whether it is there; true before the first.
    bool is_shown() const { return stage_.terminal().row(row_).find(typed_) != std::string::npos; }
    void note_shown() { delays_.add(nanoseconds_since(typed_at_)); }
    bool line_is_full() const { return typed_.size() == 60; }

    void type_one()
    {
        constexpr std::string_view letters = "QXZJKVW"; // found in no prompt
        typed_ += letters[count_++ % letters.size()];
        typed_at_ = steady_clock::now();
        stage_.terminal().type(std::string_view(typed_).substr(typed_.size() - 1));
    }
    void clear_line()
    {
        if (typed_.empty()) {
            return; // no row is without an empty text: it would be waited for in vain
        }
        stage_.terminal().type("\x15"); // Ctrl-U
        const std::string was = std::exchange(typed_, {});
        stage_.until([&] { return stage_.terminal().row(row_).find(was) == std::string::npos; },
                     "an empty input line");
    }
    double milliseconds_at(double part) const { return delays_.microseconds_at(part) / 1000; }

  private:
    Stage& stage_;
    int row_;
    std::string typed_;
    std::size_t count_ = 0;
    Moment typed_at_;
    Histogram delays_;
};

void measure_keys(Stage& stage, Figures& figures)
{
    constexpr int keys = 300;
    stage.terminal().type("x\x15"); // hubbub takes its hint away
    stage.settle();
    Typist typist(stage);
    std::size_t bytes = 0;
    for (int i = 0; i < keys; ++i) {
        if (typist.line_is_full()) {
            typist.clear_line();
        }
        stage.rest(Seconds(0.001));
        const std::size_t before = stage.terminal().output().size();
        typist.type_one();
        stage.until([&] { return typist.is_shown(); }, "a key typed");
        typist.note_shown();
        stage.rest(Seconds(0.001)); // what comes after it
        bytes += stage.terminal().output().size() - before;
    }
    typist.clear_line();
    figures.add(Figure::key_p50, typist.milliseconds_at(0.5));
    figures.add(Figure::key_p99, typist.milliseconds_at(0.99));
    figures.add(Figure::key_bytes, static_cast<double>(bytes) / keys);
}

// A line each millisecond, and a key each 9 to 10 ms.
void measure_under_load(Stage& stage, Figures& figures)
{
    constexpr Seconds time{3};
    Typist typist(stage);
    bool waits = false;
    const auto look = [&] {
        if (waits && typist.is_shown()) {
            typist.note_shown();
            waits = false;
        }
    };
    const double cpu = cpu_seconds(stage.pid());
    const Moment start = steady_clock::now();
    Moment next_key = start;
    std::size_t lines = 0;
    while (seconds_since(start) < time.count()) {
        if (!waits && typist.line_is_full()) {
            typist.clear_line();
        }
        if (!waits && is_over(next_key)) {
            typist.type_one();
            waits = true;
            next_key = steady_clock::now() + std::chrono::microseconds(9300);
        }
        const auto due = static_cast<std::size_t>(seconds_since(start) * 1000) + 1;
        while (lines < due) {
            stage.server().send(mixed_line(lines++));
        }
        const Moment next_line = start + std::chrono::milliseconds(lines);
        while (!is_over(next_line)) {
            stage.pump(next_line);
            look();
        }
    }
    const double used = cpu_seconds(stage.pid()) - cpu;
    figures.add(Figure::busy_cpu, used / seconds_since(start) * 100);
    stage.until([&] { return typist.is_shown(); }, "a key typed");
    typist.clear_line();
    figures.add(Figure::busy_key_p50, typist.milliseconds_at(0.5));
    figures.add(Figure::busy_key_p99, typist.milliseconds_at(0.99));
}

void measure_flood(Stage& stage, Figures& figures)
{
    constexpr std::size_t lines = 100'000;
    stage.settle();
    const double cpu = cpu_seconds(stage.pid());
    stage.send_all(lines, [](std::size_t number) {
        return number + 1 < lines ? mixed_line(number) : said(number, "the end of the flood");
    });
    const Moment sent = steady_clock::now();
    stage.until_shown("the end of the flood");
    figures.add(Figure::flood_wait, seconds_since(sent));
    figures.add(Figure::flood_cpu, cpu_seconds(stage.pid()) - cpu);
}

void measure_resizes(Stage& stage, Figures& figures)
{
    stage.settle();
    const double cpu = cpu_seconds(stage.pid());
    for (int i = 1; i <= 51; ++i) {
        const tests::Cells size{20 + i * 5 % 30, 60 + i * 7 % 100};
        stage.terminal().resize(i < 51 ? size : stage_size);
        stage.rest(Seconds(0.01));
    }
    stage.until_shown("the end of the flood");
    stage.settle();
    figures.add(Figure::resize_cpu, (cpu_seconds(stage.pid()) - cpu) * 1000);
}

void measure_nicks(Stage& stage, Figures& figures)
{
    const std::string room = "#crowd";
    stage.server().greet(room, names_of(room, 5000, "so many people here"));
    stage.terminal().type("/join " + room + "\r");
    stage.until_shown("so many people here");
    figures.add(Figure::nicks, seconds_since(stage.server().greeted_at()) * 1000);
}

} // namespace

void measure_start(const ChatClient& client, Figures& figures)
{
    const Stage stage(client);
    figures.add(Figure::start, stage.seconds_to_first_line() * 1000);
}

void measure_session(const ChatClient& client, Figures& figures)
{
    Stage stage(client);
    figures.add(Figure::start, stage.seconds_to_first_line() * 1000);
    stage.settle();
    figures.add(Figure::resident, static_cast<double>(resident_bytes(stage.pid())) / mib);
    figures.add(Figure::own_memory, static_cast<double>(private_bytes(stage.pid())) / mib);
    measure_keys(stage, figures);
    measure_under_load(stage, figures);
    measure_flood(stage, figures);
    measure_resizes(stage, figures);
    measure_nicks(stage, figures);
}

void measure_line_memory(const ChatClient& client, Figures& figures)
{
    if (!client.keeps_all()) {
        return;
    }
    constexpr std::size_t lines = 100'000;
    Stage stage(client);
    stage.send_all(2000, line_of_90); // what comes with the first ones
    stage.settle();
    const std::size_t before = private_bytes(stage.pid());
    stage.send_all(lines, line_of_90);
    stage.until_shown("line " + std::to_string(lines - 1));
    stage.settle();
    const auto grown = static_cast<double>(private_bytes(stage.pid()) - before);
    figures.add(Figure::line_bytes, grown / static_cast<double>(lines));
}

void measure_idle(const std::vector<ChatClient>& clients, std::vector<Figures>& figures)
{
    std::vector<std::unique_ptr<Stage>> stages;
    for (const ChatClient& client : clients) {
        stages.push_back(std::make_unique<Stage>(client));
    }
    for (const std::unique_ptr<Stage>& stage : stages) {
        stage->settle();
    }
    // Clocks on the screen go on with the minute: none begins meanwhile.
    while (std::chrono::system_clock::to_time_t(std::chrono::system_clock::now()) % 60 > 48) {
        stages.front()->rest(Seconds(0.1));
    }
    std::vector<std::uint64_t> before;
    for (const std::unique_ptr<Stage>& stage : stages) {
        before.push_back(wakeups(stage->pid()));
    }
    for (const Deadline end = deadline_in(Seconds(10)); !is_over(end);) {
        stages.front()->pump(end);
    }
    for (std::size_t i = 0; i < stages.size(); ++i) {
        figures[i].add(Figure::wakeups, static_cast<double>(wakeups(stages[i]->pid()) - before[i]));
    }
}

void measure_million(const ChatClient& hubbub, Figures& figures)
{
    constexpr std::size_t lines = 1'000'000;
    Stage stage(hubbub, "message-tags server-time");
    stage.settle();
    const std::size_t before = private_bytes(stage.pid());
    stage.send_all(lines, [](std::size_t number) {
        return number == 10 ? said(10, "the quartz of the beginning") : tagged_line_of_90(number);
    });
    stage.until_shown("line " + std::to_string(lines - 1));
    stage.settle();
    const auto grown = static_cast<double>(private_bytes(stage.pid()) - before);
    figures.add(Figure::million_line_bytes, grown / static_cast<double>(lines) - 90);

    stage.terminal().type("\x1bs"); // Alt-S
    stage.until_shown("search:");
    const Moment start = steady_clock::now();
    stage.terminal().type("z"); // in no other line
    stage.until_shown("the quartz of the beginning");
    figures.add(Figure::million_search, seconds_since(start) * 1000);

    stage.terminal().type("\x1b");
    stage.settle();
    Histogram delays;
    for (int i = 0; i < 200; ++i) {
        const std::string top = stage.terminal().row(3);
        const Moment pressed = steady_clock::now();
        stage.terminal().type("\x1b[5~"); // PageUp
        stage.until([&] { return stage.terminal().row(3) != top; }, "an older page");
        delays.add(nanoseconds_since(pressed));
    }
    figures.add(Figure::million_page_p50, delays.microseconds_at(0.5) / 1000);
    figures.add(Figure::million_page_p99, delays.microseconds_at(0.99) / 1000);
}

} // namespace hubbub::bench
