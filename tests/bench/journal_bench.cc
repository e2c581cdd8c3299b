// SPDX-License-Identifier: MIT
// What it costs to commit a line, by how many are committed together.
#include "base/clock.h"
#include "net/loop.h"
#include "net/worker.h"
#include "store/memory_journal.h"
#include "store/sqlite_journal.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

using namespace hubbub;

namespace {

void measure(const char* name, core::Journal& journal, net::Loop& loop, std::size_t together)
{
    const std::size_t total = std::min<std::size_t>(20000, together * 300);
    std::vector<core::Outcome> out;
    const auto start = std::chrono::steady_clock::now();
    for (std::size_t done = 0; done < total;) {
        for (std::size_t i = 0; i < together; ++i) {
            core::Entry entry;
            entry.conversation = "#bench";
            entry.source = "somebody!~some@1f3a9c2d.7be10000.aabbccdd.ip";
            entry.target = "#bench";
            entry.text = "the quick brown fox jumps over the lazy dog, and then once again";
            journal.propose(std::move(entry));
        }
        out.clear();
        while (out.size() < together) {
            if (!journal.take(out)) {
                loop.run_once();
            }
        }
        done += together;
    }
    const std::chrono::duration<double, std::micro> time = std::chrono::steady_clock::now() - start;
    std::printf("journal  %-8s %4zu together: %8.2f us a line\n", name, together,
                time.count() / static_cast<double>(total));
}

} // namespace

int main()
{
    const SystemClock clock;
    net::Loop loop;
    net::Worker writer(loop);
    net::Worker reader(loop);
    net::Worker checkpoints(loop);
    std::string directory =
        (std::filesystem::temp_directory_path() / "hubbub-bench-XXXXXX").string();
    if (mkdtemp(directory.data()) == nullptr) {
        return 1;
    }
    using store::SqliteJournal;
    for (const std::size_t together : {1U, 10U, 100U, 1000U}) {
        store::MemoryJournal memory(clock, "bench");
        measure("memory", memory, loop, together);
        for (const auto durability :
             {SqliteJournal::Durability::process, SqliteJournal::Durability::disk}) {
            const bool disk = durability == SqliteJournal::Durability::disk;
            SqliteJournal::Options options;
            options.durability = durability;
            const auto journal =
                SqliteJournal::open(directory + "/" + std::to_string(together) + (disk ? "d" : "p"),
                                    options, clock, {writer, reader, checkpoints});
            if (journal) {
                measure(disk ? "disk" : "process", **journal, loop, together);
            }
        }
    }
    std::filesystem::remove_all(directory);
}
