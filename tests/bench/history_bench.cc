// SPDX-License-Identifier: MIT
// What a question to history costs, by how much is stored: it should not grow. And how long the
// start takes with so much, and how long the loop is busy with a question, which is the reader's.
//
//     history_bench [--long]
#include "base/clock.h"
#include "base/ensure.h"
#include "net/loop.h"
#include "net/worker.h"
#include "store/sqlite_journal.h"
#include "store/sqlite_reader.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace hubbub;

namespace {

using core::HistoryQuery;
using Form = HistoryQuery::Form;

constexpr std::string_view room = "#bench"; // has every second line; a hundred others the rest
constexpr std::size_t asked = 101;          // of each form of question

double milliseconds(auto&& deed)
{
    const auto start = std::chrono::steady_clock::now();
    deed();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

std::unique_ptr<store::SqliteJournal> open(const std::string& path, const Clock& clock,
                                           const store::SqliteJournal::Workers& workers)
{
    store::SqliteJournal::Options all;
    all.most_messages = 0;
    all.max_age = Millis::zero();
    auto journal = store::SqliteJournal::open(path, all, clock, workers);
    HUBBUB_ENSURE(journal);
    return journal.take();
}

void fill(core::Journal& journal, net::Loop& loop, std::size_t lines)
{
    constexpr std::size_t together = 10'000;
    std::vector<core::Outcome> out;
    for (std::size_t done = 0; done < lines; done += together) {
        for (std::size_t i = 0; i < together; ++i) {
            core::Entry entry;
            entry.conversation = i % 2 == 0 ? std::string(room) : "#" + std::to_string(i / 2 % 100);
            entry.source = "somebody!~some@1f3a9c2d.7be10000.aabbccdd.ip";
            entry.target = entry.conversation;
            entry.text = "the quick brown fox jumps over the lazy dog, and then once again";
            journal.propose(std::move(entry));
        }
        for (out.clear(); out.size() < together;) {
            if (!journal.take(out)) {
                loop.run_once();
            }
        }
    }
}

HistoryQuery question(Form form, std::size_t lines, std::mt19937_64& random)
{
    std::uniform_int_distribution<std::uint64_t> anywhere(1, lines);
    HistoryQuery query;
    query.form = form;
    query.conversation = room;
    query.limit = 100;
    if (form != Form::latest) {
        query.from = anywhere(random);
    }
    if (form == Form::between) {
        query.to = std::get<std::uint64_t>(*query.from) + 10'000;
    }
    if (form == Form::targets) {
        query.conversation.clear();
        query.from = core::Place(WallTime{});
        query.to = core::Place(WallTime{Millis(INT64_MAX / 2)});
        query.seen = lines;
        for (int i = 0; i < 100; ++i) {
            query.rooms.push_back("#" + std::to_string(i));
        }
    }
    return query;
}

// Each line has a millisecond of its own.
HistoryQuery before_a_time(WallTime first, std::size_t lines, std::mt19937_64& random)
{
    HistoryQuery query = question(Form::before, lines, random);
    query.from = first + Millis(static_cast<long>(std::get<std::uint64_t>(*query.from)));
    return query;
}

template <class Question>
double median_answer(store::SqliteReader& reader, Question question)
{
    std::vector<double> took;
    for (std::size_t i = 0; i < asked; ++i) {
        const HistoryQuery query = question();
        took.push_back(milliseconds([&] { HUBBUB_ENSURE(reader.answer(query)); }));
    }
    return median(took);
}

void measure(const std::string& path, std::size_t lines)
{
    const SystemClock clock;
    const WallTime first = clock.wall();
    net::Loop loop;
    net::Worker writer(loop);
    net::Worker reading(loop);
    net::Worker checkpoints(loop);
    const store::SqliteJournal::Workers workers{writer, reading, checkpoints};
    fill(*open(path, clock, workers), loop, lines);
    std::unique_ptr<store::SqliteJournal> journal;
    const double start = milliseconds([&] { journal = open(path, clock, workers); });
    std::printf("  %10zu %8.1f", lines, start);

    const auto reader = store::SqliteReader::open(path);
    HUBBUB_ENSURE(reader);
    std::mt19937_64 random(lines);
    for (const Form form :
         {Form::latest, Form::before, Form::after, Form::around, Form::between, Form::targets}) {
        std::printf(" %8.2f",
                    median_answer(**reader, [&] { return question(form, lines, random); }));
    }
    std::printf(" %8.2f",
                median_answer(**reader, [&] { return before_a_time(first, lines, random); }));

    std::vector<double> on_loop;
    for (std::size_t i = 0; i < asked; ++i) {
        bool answered = false;
        const HistoryQuery query = question(Form::before, lines, random);
        on_loop.push_back(milliseconds([&] {
            journal->read(query, [&](Result<core::HistoryPage> page) {
                answered = true;
                HUBBUB_ENSURE(page && !page->empty());
            });
        }));
        std::vector<core::Outcome> out;
        while (!answered) {
            loop.run_once();
            journal->take(out);
        }
    }
    std::printf(" %8.4f\n", median(on_loop));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char* argv[])
{
    const bool thorough = argc > 1 && std::string_view(argv[1]) == "--long";
    std::string directory =
        (std::filesystem::temp_directory_path() / "hubbub-bench-XXXXXX").string();
    if (mkdtemp(directory.data()) == nullptr) {
        return 1;
    }
    std::printf("history, milliseconds: the start, then 100 lines of each form of question "
                "(medians of %zu), and what the loop has to do with one\n  %10s %8s %8s %8s %8s "
                "%8s %8s %8s %8s %8s\n",
                asked, "lines", "start", "latest", "before", "after", "around", "between",
                "targets", "by time", "loop");
    for (const std::size_t lines : {10'000U, 100'000U, 1'000'000U, 10'000'000U}) {
        if (thorough || lines <= 1'000'000U) {
            const std::string path = directory + "/" + std::to_string(lines);
            measure(path, lines);
            std::filesystem::remove(path);
        }
    }
    std::filesystem::remove_all(directory);
}
